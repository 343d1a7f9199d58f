"""A server's checkup."""

from __future__ import annotations

import pytest

from quizbot.bank.library import Library
from quizbot.domain.doctor import Health, fine, note, say_size, worst_first, wrong
from quizbot.domain.question_draft import Draft
from quizbot.domain.schedule import Schedule
from quizbot.grading import vectors
from quizbot.grading.grader import Grader
from quizbot.services.daily import Daily
from quizbot.services.doctor import Doctor
from quizbot.services.question_catalogue import QuestionCatalogue
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.schedules import Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage import suggest
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import GUILD, MODERATOR, plan


@pytest.fixture
def questions(database: Database, bank: Library) -> Questions:
    return Questions(database, bank)


@pytest.fixture
def doctor(
    database: Database, schedules: Schedules, questions: Questions, grading: Verdicts
) -> Doctor:
    queue = Queue(database, questions)
    return Doctor(database, schedules, queue, grading, "9.9")


async def told(doctor: Doctor, clock: SetClock) -> dict[str, tuple[Health, str]]:
    """Return the findings by what they say."""
    return {f.what: (f.health, f.todo) for f in await doctor.look(GUILD, clock())}


async def test_an_empty_server(doctor: Doctor, clock: SetClock) -> None:
    found = await told(doctor, clock)
    assert found["No schedule is planned."] == (
        Health.WRONG,
        "/setup makes a daily question.",
    )
    assert any(what.startswith("The grader is reader-") for what in found)
    assert any(what.startswith("Version 9.9, database ") for what in found)


async def test_days_of_questions_left(
    doctor: Doctor,
    schedules: Schedules,
    questions: Questions,
    database: Database,
    daily: Daily,
    clock: SetClock,
) -> None:
    added = await schedules.add(GUILD, plan(topics=("vaes", "gans")), MODERATOR, clock())
    vaes = [question.id for question in await schedules.fitting(GUILD, added.plan)]
    name = f"Schedule {added.id} in <#{added.plan.channel_id}>"
    size = len(vaes)
    found = await told(doctor, clock)
    assert found[f"{name}: {size} of {size} questions not asked yet, for {size} days."][0] is (
        Health.FINE
    )
    catalogue = QuestionCatalogue(database, questions)
    for id_ in vaes[6:]:
        await catalogue.retire(GUILD, id_, MODERATOR, clock())
    await daily.tick(clock.advance(hours=1))
    found = await told(doctor, clock)
    few = f"{name}: 5 of 6 questions not asked yet, for 6 days; then the least recently asked"
    assert next(v for k, v in found.items() if k.startswith(few))[0] is Health.NOTE
    for id_ in vaes[:6]:
        await catalogue.retire(GUILD, id_, MODERATOR, clock())
    found = await told(doctor, clock)
    assert found[f"{name} has no question any more."][0] is Health.WRONG


async def test_what_went_wrong_in_the_last_week(
    doctor: Doctor, schedule: Schedule, daily: Daily, schedules: Schedules, clock: SetClock
) -> None:
    assert "Nothing was missed in the last 7 days." in await told(doctor, clock)
    await daily.tick(clock.advance(days=2))
    found = await told(doctor, clock)
    missed = f"Schedule {schedule.id} missed 2026-11-21: the bot was not running"
    assert found[missed][0] is Health.NOTE
    clock.advance(days=8)
    await schedules.pause(GUILD, schedule.id, MODERATOR, clock())
    found = await told(doctor, clock)
    assert missed not in found
    paused = f"Schedule {schedule.id} in <#{schedule.plan.channel_id}> is paused."
    assert found[paused][0] is Health.NOTE


async def test_what_waits_for_a_moderator(
    doctor: Doctor, questions: Questions, database: Database, clock: SetClock
) -> None:
    await Queue(database, questions).add(GUILD, "ddpm", MODERATOR, clock())
    await database.write(
        lambda c: suggest.add(c, GUILD, 7, "ana", Draft("gans", "", "p", "a"), clock())
    )
    found = await told(doctor, clock)
    assert found["Suggestions that wait: 1."] == (Health.NOTE, "/question suggestions shows them.")
    assert found["Queued questions that no run takes: 1."] == (Health.NOTE, "/queue list says why.")


async def test_a_grader_without_its_word_vectors(
    database: Database, schedules: Schedules, questions: Questions, bank: Library, clock: SetClock
) -> None:
    def none() -> vectors.Vectors:
        raise vectors.NoVectors("The package is not installed. Install it.")

    grading = Verdicts(database, Grader(bank.questions.values(), load_vectors=none))
    doctor = Doctor(database, schedules, Queue(database, questions), grading, "9.9")
    found = await told(doctor, clock)
    [lacking] = [what for what in found if what.startswith("The grader is not whole")]
    assert found[lacking] == (Health.NOTE, "The package is not installed. Install it.")


def test_the_worst_come_first() -> None:
    findings = [fine("a"), wrong("b", "do"), note("c", "look"), wrong("d", "do")]
    assert [finding.what for finding in worst_first(findings)] == ["b", "d", "c", "a"]
    assert [say_size(size) for size in (500, 4_096, 12_345_678, 2_500_000_000)] == [
        "0 kB",
        "4 kB",
        "12.3 MB",
        "2.5 GB",
    ]
