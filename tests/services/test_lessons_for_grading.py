"""A server whose moderators graded enough has a curve of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.schedule import Schedule
from quizbot.domain.verdict import Verdict
from quizbot.grading import flags
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.lessons_for_grading import ENOUGH, LessonsLearned
from quizbot.services.verdict_correcting import correct
from quizbot.services.verdicts import Verdicts
from quizbot.storage import answers as stored
from quizbot.storage import verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import CHANNEL, GUILD, MODERATOR


@pytest.fixture(scope="module")
def grader(bank: Library) -> Grader:
    return Grader(bank.questions.values())


@pytest.fixture
async def challenge(
    daily: Daily, schedule: Schedule, clock: SetClock, answers: Answers
) -> Challenge:
    """Revealed; as many members as make a curve answered, each another part of it."""
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    words = posted.question.answer.split()
    for user in range(1, ENOUGH + 1):
        text = " ".join(words[: 3 * user])
        await answers.save(posted, user, f"m{user}", Submission(text), clock())
    return await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())


async def decide(
    database: Database, challenge: Challenge, score: float, clock: SetClock, count: int = ENOUGH
) -> None:
    """Let a moderator give so many answers the same score."""

    async def write(connection: Connection) -> None:
        for answer in (await stored.of_challenge(connection, challenge.id))[:count]:
            grade = await verdicts.newest(connection, answer.id)
            assert grade is not None
            given: Verdict = replace(grade.verdict, score=score)
            await correct(
                connection,
                challenge,
                answer,
                given,
                clock(),
                act="decision",
                decided_by=MODERATOR,
                reason="r",
            )

    await database.write(write)


async def test_from_enough_grades_on_a_server_has_its_own_curve(
    database: Database, grader: Grader, challenge: Challenge, clock: SetClock
) -> None:
    learning = LessonsLearned(database, grader)
    await decide(database, challenge, 0.25, clock, ENOUGH - 1)
    await decide(database, challenge, 0.25, clock, ENOUGH - 1)
    assert await learning.curve(GUILD) == ()
    await decide(database, challenge, 0.25, clock)
    taught = await learning.of(GUILD, challenge.question)
    assert taught.curve
    assert await learning.curve(2) == ()
    assert await learning.of(None, challenge.question) == await learning.of(2, challenge.question)

    first = (await stored.of_challenge(database.reader, challenge.id))[ENOUGH // 2]
    before = grader.grade(challenge.question, first.submission.text)
    after = grader.grade(challenge.question, first.submission.text, taught)
    assert after.raw == before.raw
    if 0.0 < before.raw < 1.0:
        assert after.score <= 0.5


async def test_the_curve_follows_new_decisions(
    database: Database, grader: Grader, challenge: Challenge, clock: SetClock
) -> None:
    learning = LessonsLearned(database, grader)
    await decide(database, challenge, 0.25, clock)
    strict = await learning.curve(GUILD)
    await decide(database, challenge, 0.75, clock)
    generous = await learning.curve(GUILD)
    assert generous != strict
    assert generous == await learning.curve(GUILD)


async def test_estimates_of_another_grader_and_void_questions_do_not_count(
    database: Database, grader: Grader, challenge: Challenge, clock: SetClock
) -> None:
    learning = LessonsLearned(database, grader)
    await decide(database, challenge, 0.25, clock)
    assert await learning.curve(GUILD)
    await database.write(lambda c: c.run("UPDATE challenges SET void = 'unfair'"))
    assert await learning.curve(GUILD) == ()
    await database.write(lambda c: c.run("UPDATE challenges SET void = NULL"))
    await database.write(lambda c: c.run("UPDATE verdicts SET grader = 'another'"))
    assert await learning.curve(GUILD) == ()


async def test_tricks_do_not_bend_the_curve(
    database: Database, grader: Grader, challenge: Challenge, clock: SetClock
) -> None:
    """What a heap of keywords is worth says nothing about sentences with the same estimate."""
    learning = LessonsLearned(database, grader)
    await decide(database, challenge, 0.25, clock)
    assert await learning.curve(GUILD)

    async def flag(connection: Connection) -> None:
        [answer, *_] = await stored.of_challenge(connection, challenge.id)
        grade = await verdicts.newest(connection, answer.id)
        assert grade is not None
        trick = replace(grade.verdict, flags=(*grade.verdict.flags, flags.KEYWORDS))
        await correct(
            connection,
            challenge,
            answer,
            trick,
            clock(),
            act="decision",
            decided_by=MODERATOR,
            reason="r",
        )

    await database.write(flag)
    assert await learning.curve(GUILD) == ()


async def test_a_servers_curve_grades_its_next_challenge(
    database: Database,
    grading: Verdicts,
    challenge: Challenge,
    clock: SetClock,
) -> None:
    await decide(database, challenge, 0.0, clock)
    taught = await grading.learned(GUILD, challenge.question)
    answer = (await stored.of_challenge(database.reader, challenge.id))[ENOUGH // 2]
    asked, form = challenge.question, challenge.form
    here = await grading.judge(asked, form, answer.submission, taught)
    elsewhere = await grading.judge(asked, form, answer.submission)
    assert here.raw == elsewhere.raw
    assert here.score <= elsewhere.score
