"""Answers are judged while their challenge is open; the reveal takes the drafts that fit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.lesson import NOTHING, Learned
from quizbot.domain.question import Form, Question
from quizbot.domain.schedule import Schedule
from quizbot.domain.verdict import Verdict
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

    async def counted(
        question: Question, form: Form, submission: Submission, taught: Learned = NOTHING
    ) -> Verdict:
        texts.append(submission.text)
        return await judge(question, form, submission, taught)

    monkeypatch.setattr(grading, "judge", counted)
    return texts


@pytest.fixture
async def open_one(daily: Daily, schedule: Schedule, clock: SetClock) -> Challenge:
    return await daily.post_now(GUILD, schedule.id, MODERATOR, clock())


@dataclass(frozen=True)
class Day:
    """A day on which ana answers; ``texts`` were judged so far."""

    daily: Daily
    challenge: Challenge
    answers: Answers
    clock: SetClock
    texts: list[str]

    async def hand_in(self, text: str) -> None:
        await self.answers.save(self.challenge, ANA, "ana", Submission(text), self.clock())

    async def pass_by(self) -> None:
        """Let answers stand for long enough, and the round go on."""
        self.clock.advance(seconds=A_WHILE)
        await self.daily.tick(self.clock())

    async def reveal(self) -> Challenge:
        return await self.daily.reveal_now(GUILD, CHANNEL, MODERATOR, self.clock())


@pytest.fixture
def day(
    daily: Daily, open_one: Challenge, answers: Answers, clock: SetClock, judged: list[str]
) -> Day:
    return Day(daily, open_one, answers, clock, judged)


async def drafts(database: Database) -> tuple[int, int]:
    """Return how many answers wait for a draft, and how many have one."""
    row = await database.one(
        "SELECT count(*) - count(detail) AS waiting, count(detail) AS made FROM verdict_drafts"
    )
    assert row is not None
    return row["waiting"], row["made"]


async def test_an_answer_is_judged_once_it_stands_and_not_again_at_the_reveal(
    day: Day, database: Database
) -> None:
    await day.hand_in("first")
    await day.daily.tick(day.clock())
    assert (day.texts, await drafts(database)) == ([], (1, 0))
    await day.pass_by()
    await day.pass_by()
    assert (day.texts, await drafts(database)) == (["first"], (0, 1))
    assert await database.value("SELECT count(*) FROM verdicts") == 0
    closed = await day.reveal()
    assert day.texts == ["first"]
    assert len(await verdicts.grades(database.reader, closed.id)) == 1
    assert await drafts(database) == (0, 0)


async def test_a_replaced_answer_is_judged_again(day: Day, database: Database) -> None:
    await day.hand_in("first")
    await day.pass_by()
    await day.hand_in("second")
    await day.hand_in("second")
    assert await drafts(database) == (1, 0)
    await day.reveal()
    assert day.texts == ["first", "second"]


async def test_what_the_server_taught_meanwhile_counts(day: Day, database: Database) -> None:
    said = "in our own words"
    await day.hand_in(said)
    await day.pass_by()
    question, answer = day.challenge.question.id, 1
    await database.write(
        lambda c: lessons.add(c, GUILD, question, "", said, answer, MODERATOR, day.clock())
    )
    await day.reveal()
    assert day.texts == [said, said]


async def test_what_nobody_needs_any_more_is_dropped(day: Day, database: Database) -> None:
    await day.hand_in("first")
    cancel = "UPDATE challenges SET state = 'cancelled' WHERE id = $1"
    await database.write(lambda c: c.run(cancel, day.challenge.id))
    await day.pass_by()
    assert (day.texts, await drafts(database)) == ([], (0, 0))
