"""Practice gives nothing away of what is being asked in a server."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.quiz import QuizStep
from quizbot.domain.schedule import Schedule
from quizbot.errors import NotFound, Refusal
from quizbot.services.daily import Daily
from quizbot.services.quiz import Quiz
from quizbot.services.quiz_asked_now import MOST_SERVERS
from quizbot.services.schedules import Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges, members, questions, removals
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan
from tests.services.membership import Members


@pytest.fixture
async def asked(daily: Daily, schedule: Schedule, clock: SetClock, database: Database) -> Challenge:
    """Today's question, open in `GUILD`."""
    await daily.tick(clock.advance(hours=1))
    return some(await challenges.newest_open(database.reader, GUILD))


@dataclass
class Practice:
    """Practice of everything there is, by members in servers or (None) in private."""

    quiz: Quiz
    clock: SetClock

    async def start(self, user: int, guild: int | None) -> QuizStep:
        return await self.quiz.start(user, guild, "", [], Form.OPEN, 100, self.clock())

    async def offered(self, user: int, guild: int | None, question_id: str) -> str:
        """Tell whether a question is given freely, held back, or left out."""
        run = (await self.start(user, guild)).run
        if question_id not in run.questions:
            return "left out"
        place = run.questions.index(question_id)
        await self.quiz._database.write(
            lambda c: c.run("UPDATE practice_runs SET position = $2 WHERE id = $1", run.id, place)
        )
        step = await self.quiz.step(run.id, user)
        if step.question is None or step.question.id != question_id:
            return "left out"
        held = step.held_until is not None
        assert not held or place == len(run.questions) - 1, "what is held back comes last"
        return "held back" if held else "free"


@pytest.fixture
def practice(quiz: Quiz, clock: SetClock) -> Practice:
    return Practice(quiz, clock)


async def test_todays_question_is_not_practised_by_who_could_answer_it(
    practice: Practice, daily: Daily, clock: SetClock, database: Database, asked: Challenge
) -> None:
    id_ = asked.question.id
    assert await practice.offered(7, GUILD, id_) == "left out"
    assert await practice.offered(7, None, id_) == "held back"
    assert await practice.offered(7, 2, id_) == "held back"
    await database.write(lambda c: members.rename(c, GUILD, 7, "ana"))
    assert await practice.offered(7, None, id_) == "left out"
    assert await practice.offered(7, 2, id_) == "left out"
    assert await practice.offered(8, 2, id_) == "held back"
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    for guild in (GUILD, 2, None):
        assert await practice.offered(7, guild, id_) == "free"


async def test_discord_is_asked_whether_somebody_could_answer_it(
    practice: Practice, membership: Members, asked: Challenge
) -> None:
    membership.known[GUILD] = {7}
    for guild in (2, None):
        assert await practice.offered(7, guild, asked.question.id) == "left out"
        assert await practice.offered(8, guild, asked.question.id) == "free"
    assert set(membership.asked) == {(GUILD, 7), (GUILD, 8)}
    membership.asked.clear()
    assert await practice.offered(8, GUILD, asked.question.id) == "left out"
    assert membership.asked == []


async def test_a_question_that_many_servers_ask_is_held_back_unasked(
    practice: Practice,
    membership: Members,
    schedules: Schedules,
    daily: Daily,
    clock: SetClock,
    database: Database,
    asked: Challenge,
) -> None:
    for guild in range(11, 11 + MOST_SERVERS):
        await schedules.add(guild, plan(), MODERATOR, clock())
        membership.known[guild] = set()
    membership.known[GUILD] = set()
    await daily.tick(clock.advance(days=1))
    await ask(database, asked.question.id)
    assert await practice.offered(8, 2, asked.question.id) == "held back"
    assert membership.asked == []


async def test_where_nothing_else_is_left_that_is_said(
    database: Database,
    bank: Library,
    grading: Verdicts,
    membership: Members,
    clock: SetClock,
    asked: Challenge,
) -> None:
    membership.known[GUILD] = {7}
    alone = Library({asked.question.id: asked.question}, bank.titles)
    quiz = Quiz(database, alone, grading, membership, random.Random(2))
    with pytest.raises(Refusal, match="No question fits just now"):
        await quiz.start(7, 2, "", [], Form.OPEN, 5, clock())
    assert (await quiz.start(8, 2, "", [], Form.OPEN, 5, clock())).held_until is None


@pytest.mark.parametrize("state", ["claimed", "open", "closed", "cancelled"])
async def test_it_waits_as_long_as_its_model_answer_may_come(
    practice: Practice, database: Database, asked: Challenge, state: str
) -> None:
    await database.write(lambda c: c.run("UPDATE challenges SET state = $1", state))
    expected = ("free", "free") if state == "cancelled" else ("left out", "held back")
    found = [await practice.offered(7, guild, asked.question.id) for guild in (GUILD, 2)]
    assert tuple(found) == expected


async def test_a_server_that_removed_the_bot_asks_nothing(
    practice: Practice, database: Database, clock: SetClock, asked: Challenge
) -> None:
    await database.write(lambda c: removals.leave(c, GUILD, clock()))
    assert await practice.offered(7, 2, asked.question.id) == "free"


async def test_what_is_held_back_tells_nothing_before_the_reveal(
    quiz: Quiz, daily: Daily, clock: SetClock, asked: Challenge
) -> None:
    topic, question = asked.question.topic, asked.question
    step = await quiz.start(7, 2, topic, [question.level], Form.OPEN, 100, clock())
    place = step.run.questions.index(question.id)
    assert place == len(step.run.questions) - 1
    for position in range(place):
        await quiz.skip(step.run.id, position, 7)
    assert (await quiz.step(step.run.id, 7)).held_until == asked.reveal_at
    with pytest.raises(Refusal, match="its model answer waits until it is revealed there"):
        await quiz.show_answer(step.run.id, place, 7, clock())
    done = await quiz.answer(step.run.id, place, 7, Submission(question.answer), clock())
    assert (done.verdict, done.held_until) == (None, asked.reveal_at)
    end = await quiz.step(step.run.id, 7)
    assert (end.question, end.scores, end.held) == (None, (), 1)
    again = await quiz.result(step.run.id, place, 7)
    assert (again.verdict, again.held_until) == (None, asked.reveal_at)
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    told = await quiz.result(step.run.id, place, 7)
    assert some(told.verdict).score > 0.9
    assert (told.given.text, told.held_until) == (question.answer, None)
    end = await quiz.step(step.run.id, 7)
    assert (len(end.scores), end.held) == (1, 0)
    with pytest.raises(NotFound, match="Start your own"):
        await quiz.result(step.run.id, place, 8)
    if place:
        with pytest.raises(NotFound, match="not answered"):
            await quiz.result(step.run.id, 0, 7)


async def own_version(
    database: Database, question: Question, guild: int, id_: str, clock: SetClock, of: str | None
) -> str:
    """Give a server a question of its own, perhaps its version ``of`` a shipped one."""
    own = replace(question, id=id_)
    await database.write(lambda c: questions.add(c, guild, own, MODERATOR, clock(), replaces=of))
    return own.id


async def ask(database: Database, question_id: str) -> None:
    """Let another question be the one that is asked."""
    await database.write(lambda c: c.run("UPDATE challenges SET question_id = $1", question_id))


async def test_a_shipped_question_and_its_versions_are_one(
    practice: Practice, database: Database, clock: SetClock, asked: Challenge
) -> None:
    """It is asked in one server as shipped, or as that server's own version."""
    shipped = asked.question.id
    mine = await own_version(database, asked.question, GUILD, "own-1", clock, shipped)
    other = await own_version(database, asked.question, 2, "own-7", clock, shipped)
    for asks in (shipped, mine):
        await ask(database, asks)
        assert await practice.offered(7, GUILD, shipped) == "left out"
        assert await practice.offered(7, GUILD, mine) == "left out"
        assert await practice.offered(7, None, shipped) == "held back"
        assert await practice.offered(9, 3, shipped) == "held back"
        assert other not in (await practice.start(7, 3)).run.questions
        run = (await practice.start(7, 2)).run
        assert set(run.questions[-2:]) == {shipped, other}
    await database.write(lambda c: members.rename(c, GUILD, 7, "ana"))
    assert await practice.offered(7, 2, other) == "left out"
    assert await practice.offered(7, None, shipped) == "left out"


async def test_a_servers_own_question_is_no_concern_of_others(
    practice: Practice, database: Database, clock: SetClock, asked: Challenge
) -> None:
    """Each server numbers its own questions from 1."""
    for guild in (GUILD, 2):
        await own_version(database, asked.question, guild, "own-1", clock, None)
    await ask(database, "own-1")
    assert await practice.offered(7, GUILD, "own-1") == "left out"
    assert await practice.offered(7, 2, "own-1") == "free"
    assert await practice.offered(7, 2, asked.question.id) == "free"


async def test_a_run_from_before_the_post_does_not_give_the_answer_away(
    quiz: Quiz,
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    database: Database,
    bank: Library,
) -> None:
    step = await quiz.start(7, GUILD, "", [], Form.OPEN, len(bank.questions), clock())
    await daily.tick(clock.advance(hours=1))
    challenge = some(await challenges.newest_open(database.reader, GUILD))
    place = step.run.questions.index(challenge.question.id)
    await database.write(lambda c: c.run("UPDATE practice_runs SET position = $1", place))
    for act in (
        quiz.show_answer(step.run.id, place, 7, clock()),
        quiz.present(step.run.id, place, 7),
        quiz.answer(step.run.id, place, 7, Submission("words"), clock()),
    ):
        with pytest.raises(Refusal, match="question of the day just now"):
            await act
    assert (await quiz.skip(step.run.id, place, 7)).run.position == place + 1
