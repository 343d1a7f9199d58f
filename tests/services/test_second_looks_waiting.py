"""That a second look waits is said in the review channel: later if need be, and once."""

from __future__ import annotations

import pytest

from quizbot.domain.challenge import Challenge, Submission
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.second_looks import SecondLooks
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import (
    CHANNEL,
    GUILD,
    MODERATOR,
    NO_ANSWER,
    REVIEW,
    Start,
    choose_review_channel,
)
from tests.services.review import Review

ANA = 7


@pytest.fixture
async def second_look(
    daily: Daily,
    challenge: Challenge,
    answers: Answers,
    clock: SetClock,
    database: Database,
    review: Review,
) -> SecondLooks:
    """Somebody asks for a second look, while the review channel cannot be reached."""
    await choose_review_channel(database, clock)
    await answers.save(challenge, ANA, "ana", Submission("x"), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    await daily.tick(clock())
    review.refusal = NO_ANSWER
    second_looks = SecondLooks(database)
    await second_looks.ask(GUILD, challenge.id, ANA, "please", clock())
    await daily.tick(clock())
    review.refusal = None
    return second_looks


async def test_that_a_second_look_waits_is_said_later_and_once(
    start: Start, challenge: Challenge, second_look: SecondLooks, clock: SetClock, review: Review
) -> None:
    for _ in range(3):
        await start().tick(clock.advance(minutes=1))
    assert review.announced == [(REVIEW, challenge.number, 1)]


async def test_that_a_second_look_waits_is_looked_for_before_it_is_said_again(
    start: Start, challenge: Challenge, second_look: SecondLooks, clock: SetClock, review: Review
) -> None:
    review.answer_lost = NO_ANSWER
    for _ in range(5):
        await start().tick(clock.advance(minutes=5))
    assert review.announced == [(REVIEW, challenge.number, 1)]


async def test_of_a_second_look_that_was_settled_meanwhile_nothing_is_said(
    daily: Daily, second_look: SecondLooks, clock: SetClock, review: Review, database: Database
) -> None:
    await database.write(
        lambda c: c.run("UPDATE second_looks SET verdict_id = (SELECT max(id) FROM verdicts)")
    )
    await daily.tick(clock.advance(minutes=1))
    assert review.announced == []
    assert await database.value("SELECT count(*) FROM stale_messages") == 0
