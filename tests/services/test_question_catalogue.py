"""Retiring, restoring and finding questions; the queue and its forecast."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Form
from quizbot.domain.schedule import Schedule
from quizbot.domain.schedule_words import read_time
from quizbot.errors import NotFound, Refusal
from quizbot.services import queue as module
from quizbot.services.daily import Daily
from quizbot.services.question_catalogue import QuestionCatalogue
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.quiz import Quiz
from quizbot.services.schedules import Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, all_challenges, plan
from tests.services.membership import Members


@pytest.fixture
def questions(database: Database, bank: Library) -> Questions:
    return Questions(database, bank)


@pytest.fixture
def catalogue(database: Database, questions: Questions) -> QuestionCatalogue:
    return QuestionCatalogue(database, questions)


@pytest.fixture
def queue(database: Database, questions: Questions) -> Queue:
    return Queue(database, questions)


async def test_a_retired_question_is_nowhere_offered(
    catalogue: QuestionCatalogue,
    daily: Daily,
    schedules: Schedules,
    grading: Verdicts,
    database: Database,
    bank: Library,
    clock: SetClock,
) -> None:
    vaes = [q.id for q in bank.questions.values() if q.topic == "vaes"]
    added = await schedules.add(GUILD, plan(topics=("vaes",)), MODERATOR, clock())
    for id_ in vaes[1:]:
        await catalogue.retire(GUILD, id_, MODERATOR, clock())
    assert await schedules.unasked(added) == (1, 1)
    assert [q.id for q in await schedules.fitting(GUILD, added.plan)] == vaes[:1]
    for _ in range(2):
        assert (await daily.post_now(GUILD, added.id, MODERATOR, clock())).question.id == vaes[0]
    quiz = Quiz(database, bank, grading, Members(), random.Random(1))
    with pytest.raises(Refusal, match="No question fits"):
        await quiz.start(7, GUILD, "vaes", [], Form.OPEN, 5, clock())
    elsewhere = await quiz.start(7, 2, "vaes", [], Form.OPEN, 25, clock())
    assert set(vaes[1:]) <= set(elsewhere.run.questions)
    await catalogue.retire(GUILD, vaes[0], MODERATOR, clock())
    with pytest.raises(Refusal, match="No question has these"):
        await schedules.edit(GUILD, added.id, {"thread": True}, MODERATOR, clock())
    back = await catalogue.restore(GUILD, vaes[1], MODERATOR, clock())
    assert not back.retired
    assert (await daily.post_now(GUILD, added.id, MODERATOR, clock())).question.id == vaes[1]


async def test_retiring_changes_nothing_posted(
    catalogue: QuestionCatalogue,
    daily: Daily,
    schedule: Schedule,
    database: Database,
    clock: SetClock,
) -> None:
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    known = await catalogue.retire(GUILD, posted.question.id, MODERATOR, clock())
    assert (known.times, known.last, known.retired) == (1, clock(), True)
    assert await all_challenges(database) == [posted]


async def test_of_two_who_retire_at_once_one_is_told(
    catalogue: QuestionCatalogue, database: Database, clock: SetClock
) -> None:
    outcomes = await asyncio.gather(
        *(catalogue.retire(GUILD, "ddpm", actor, clock()) for actor in (1, 2)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 1
    assert await database.value("SELECT count(*) FROM audit") == 1
    await catalogue.restore(GUILD, "ddpm", MODERATOR, clock())
    with pytest.raises(Refusal, match="is not retired"):
        await catalogue.restore(GUILD, "ddpm", MODERATOR, clock())
    with pytest.raises(NotFound, match="no question"):
        await catalogue.retire(GUILD, "nothing", MODERATOR, clock())


async def test_finding_tells_how_a_question_stands(
    catalogue: QuestionCatalogue, queue: Queue, clock: SetClock
) -> None:
    await queue.add(GUILD, "ddpm", MODERATOR, clock())
    [known, *_] = await catalogue.find(GUILD, "ddpm")
    assert (known.question.id, known.times, known.place, known.own) == ("ddpm", 0, 1, False)
    misspelt = await catalogue.find(GUILD, "difusion latnt")
    assert misspelt
    assert all("diffusion" in f"{k.question.topic} {k.question.prompt}" for k in misspelt)
    assert await catalogue.find(GUILD, "xqzwv") == []


async def test_the_queue_keeps_its_order(
    queue: Queue, daily: Daily, schedule: Schedule, clock: SetClock
) -> None:
    for id_ in ("ddpm", "flow-matching", "latent-diffusion"):
        await queue.add(GUILD, id_, MODERATOR, clock())
    with pytest.raises(Refusal, match="in the queue already"):
        await queue.add(GUILD, "ddpm", MODERATOR, clock())
    moved = await queue.move(GUILD, "latent-diffusion", 1, MODERATOR, clock())
    assert [entry.question.id for entry in moved] == ["latent-diffusion", "ddpm", "flow-matching"]
    assert [some(entry.run).due for entry in moved] == [
        clock() + timedelta(hours=1, days=day) for day in range(3)
    ]
    assert some(moved[0].run).channel_id == CHANNEL
    moved = await queue.move(GUILD, "latent-diffusion", 99, MODERATOR, clock())
    assert [entry.place for entry in moved] == [1, 2, 3]
    left = await queue.remove(GUILD, "flow-matching", MODERATOR, clock())
    assert [entry.question.id for entry in left] == ["ddpm", "latent-diffusion"]
    asked = [
        (await daily.post_now(GUILD, schedule.id, MODERATOR, clock())).question.id for _ in range(2)
    ]
    assert asked == ["ddpm", "latent-diffusion"]
    for act in (
        queue.remove(GUILD, "ddpm", MODERATOR, clock()),
        queue.move(GUILD, "no such", 1, MODERATOR, clock()),
    ):
        with pytest.raises(NotFound, match="/queue list"):
            await act


async def test_the_queue_says_what_nobody_takes(
    queue: Queue, catalogue: QuestionCatalogue, schedules: Schedules, bank: Library, clock: SetClock
) -> None:
    await queue.add(GUILD, "ddpm", MODERATOR, clock())
    assert (await queue.listed(GUILD))[0].run is None
    late = plan(at=read_time("20:00"), form=Form.CHOICE)
    await schedules.add(GUILD, late, MODERATOR, clock())
    await queue.add(GUILD, "flow-matching", MODERATOR, clock())
    await catalogue.retire(GUILD, "ddpm", MODERATOR, clock())
    first, second = await queue.listed(GUILD)
    assert (first.retired, first.run) == (True, None)
    assert some(second.run).form is Form.CHOICE
    with pytest.raises(Refusal, match="/question restore question:ddpm"):
        await queue.add(GUILD, "ddpm", MODERATOR, clock())


async def test_the_queue_has_an_end(
    queue: Queue, bank: Library, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_QUEUE", 5)
    *some, last = list(bank.questions)[:6]
    for id_ in some:
        await queue.add(GUILD, id_, MODERATOR, clock())
    with pytest.raises(Refusal, match="/queue remove first"):
        await queue.add(GUILD, last, MODERATOR, clock())
