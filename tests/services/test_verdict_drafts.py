"""Answers are judged while their challenge is open; the reveal takes the drafts that fit."""

from __future__ import annotations

import pytest

from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.schedule import Schedule
from quizbot.domain.verdict_draft import UNCHANGED_FOR
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.verdicts import Verdicts
from quizbot.storage import lessons, verdicts
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import CHANNEL, GUILD, MODERATOR

ANA = 7
A_WHILE = UNCHANGED_FOR.total_seconds() + 1


@pytest.fixture
def judged(grading: Verdicts, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were judged, in order."""
    texts: list[str] = []
    judge = grading.judge

    async def counted(question, form, submission, *taught):  # type: ignore[no-untyped-def]
        texts.append(submission.text)
        return await judge(question, form, submission, *taught)

    monkeypatch.setattr(grading, "judge", counted)
    return texts


@pytest.fixture
async def open_one(daily: Daily, schedule: Schedule, clock: SetClock) -> Challenge:
    return await daily.post_now(GUILD, schedule.id, MODERATOR, clock())


async def drafts(database: Database) -> tuple[int, int]:
    """Return how many answers wait for a draft, and how many have one."""
    row = await database.one(
        "SELECT count(*) - count(detail) AS waiting, count(detail) AS made FROM verdict_drafts"
    )
    assert row is not None
    return row["waiting"], row["made"]


async def test_an_answer_is_judged_once_it_stands_and_not_again_at_the_reveal(
    daily: Daily,
    open_one: Challenge,
    answers: Answers,
    clock: SetClock,
    judged: list[str],
    database: Database,
) -> None:
    await answers.save(open_one, ANA, "ana", Submission("first"), clock())
    await daily.tick(clock())
    assert (judged, await drafts(database)) == ([], (1, 0))
    clock.advance(seconds=A_WHILE)
    await daily.tick(clock())
    await daily.tick(clock())
    assert (judged, await drafts(database)) == (["first"], (0, 1))
    assert await database.value("SELECT count(*) FROM verdicts") == 0
    closed = await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    assert judged == ["first"]
    assert len(await verdicts.grades(database.reader, closed.id)) == 1
    assert await drafts(database) == (0, 0)


async def test_a_replaced_answer_is_judged_again(
    daily: Daily,
    open_one: Challenge,
    answers: Answers,
    clock: SetClock,
    judged: list[str],
    database: Database,
) -> None:
    await answers.save(open_one, ANA, "ana", Submission("first"), clock())
    clock.advance(seconds=A_WHILE)
    await daily.tick(clock())
    await answers.save(open_one, ANA, "ana", Submission("second"), clock())
    await answers.save(open_one, ANA, "ana", Submission("second"), clock())
    assert await drafts(database) == (1, 0)
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    assert judged == ["first", "second"]


async def test_what_the_server_taught_meanwhile_counts(
    daily: Daily,
    open_one: Challenge,
    answers: Answers,
    clock: SetClock,
    judged: list[str],
    database: Database,
) -> None:
    await answers.save(open_one, ANA, "ana", Submission("in our own words"), clock())
    clock.advance(seconds=A_WHILE)
    await daily.tick(clock())
    said = "in our own words"
    question, answer = open_one.question.id, 1
    await database.write(
        lambda c: lessons.add(c, GUILD, question, "", said, answer, MODERATOR, clock())
    )
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    assert judged == ["in our own words"] * 2


async def test_what_nobody_needs_any_more_is_dropped(
    daily: Daily,
    open_one: Challenge,
    answers: Answers,
    clock: SetClock,
    judged: list[str],
    database: Database,
) -> None:
    await answers.save(open_one, ANA, "ana", Submission("first"), clock())
    cancel = "UPDATE challenges SET state = 'cancelled' WHERE id = $1"
    await database.write(lambda c: c.run(cancel, open_one.id))
    clock.advance(seconds=A_WHILE)
    await daily.tick(clock())
    assert (judged, await drafts(database)) == ([], (0, 0))
