"""Practice: a run of questions in private, and its answers."""

from __future__ import annotations

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Submission
from quizbot.domain.picking import select
from quizbot.domain.question import Form, Level
from quizbot.errors import NotFound, Refusal
from quizbot.services.quiz import Quiz
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import GUILD


async def test_a_run(quiz: Quiz, clock: SetClock, database: Database) -> None:
    step = await quiz.start(7, GUILD, "vaes", [], Form.OPEN, 3, clock())
    assert step.question is not None
    assert step.question.topic == "vaes"
    done = await quiz.answer(step.run.id, 0, 7, Submission(step.question.answer), clock())
    run, question, verdict = done.run, done.question, done.verdict
    assert some(verdict).score > 0.9
    with pytest.raises(Refusal, match="gone on"):
        await quiz.answer(run.id, 0, 7, Submission("again"), clock())
    step = await quiz.step(run.id, 7)
    assert some(step.question).id != question.id
    step = await quiz.skip(run.id, 1, 7)
    await quiz.show_answer(run.id, 2, 7, clock())
    step = await quiz.step(run.id, 7)
    assert step.question is None
    assert list(step.scores) == pytest.approx([some(verdict).score, 0.0])
    assert await database.value("SELECT count(*) FROM ledger") == 0


async def test_weak_questions_come_back_after_new_ones(
    quiz: Quiz, bank: Library, clock: SetClock
) -> None:
    size = len(select(bank.questions.values(), ["vaes"], [Level.BEGINNER], Form.OPEN))
    seen: list[str] = []
    for _ in range(size):
        step = await quiz.start(7, None, "vaes", [Level.BEGINNER], Form.OPEN, 1, clock())
        seen.append(some(step.question).id)
        text = some(step.question).answer if len(seen) > 1 else "no idea"
        await quiz.answer(step.run.id, 0, 7, Submission(text), clock())
    assert len(set(seen)) == size
    step = await quiz.start(7, None, "vaes", [Level.BEGINNER], Form.OPEN, 1, clock())
    assert some(step.question).id == seen[0]


async def test_a_run_is_its_members_own(quiz: Quiz, clock: SetClock) -> None:
    step = await quiz.start(7, GUILD, "", [], Form.OPEN, 1, clock())
    for act in (quiz.step(step.run.id, 8), quiz.skip(step.run.id, 0, 8), quiz.stop(step.run.id, 8)):
        with pytest.raises(NotFound, match="Start your own"):
            await act


async def test_stop(quiz: Quiz, clock: SetClock) -> None:
    step = await quiz.start(7, GUILD, "", [], Form.OPEN, 5, clock())
    assert (await quiz.stop(step.run.id, 7)).question is None
    with pytest.raises(Refusal):
        await quiz.skip(step.run.id, 0, 7)


async def test_nothing_fits(quiz: Quiz, clock: SetClock) -> None:
    with pytest.raises(Refusal, match="No question fits"):
        await quiz.start(7, GUILD, "no-such-topic", [], Form.OPEN, 1, clock())


async def test_an_empty_answer_keeps_the_question(quiz: Quiz, clock: SetClock) -> None:
    step = await quiz.start(7, GUILD, "", [], Form.OPEN, 1, clock())
    with pytest.raises(Refusal, match="empty"):
        await quiz.answer(step.run.id, 0, 7, Submission("  "), clock())
    assert (await quiz.step(step.run.id, 7)).question is not None
