from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan, Schedule
from quizbot.domain.schedule_words import read_time
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.challenge_posting import ChallengePosting
from quizbot.services.daily import Daily
from quizbot.services.messenger import Messenger
from quizbot.services.moderator_notices import ModeratorNotices
from quizbot.services.notices import Notices
from quizbot.services.publisher import Publisher
from quizbot.services.reveals import Reveals
from quizbot.services.review_channel import ReviewChannel
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.schedule_problems import ScheduleProblems
from quizbot.services.schedules import Schedules
from quizbot.services.stale_messages import StaleMessages
from quizbot.services.step_failures import StepFailures
from quizbot.services.verdict_drafts import VerdictDrafts
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.review import Review

GUILD, CHANNEL, MODERATOR = 1, 5, 99


class Ports(Publisher, Messenger, Protocol):
    """Channels for questions and for notices."""


def a_round(
    database: Database,
    bank: Library,
    grading: Verdicts,
    publisher: Ports,
    review: ReviewChannel | None = None,
) -> Daily:
    """Return the round's part of a process."""
    trouble = ScheduleProblems(database)
    failures = StepFailures(database)
    return Daily(
        database,
        ChallengeClaiming(bank, random.Random(1)),
        ChallengePosting(database, publisher, trouble),
        Reveals(database, grading, publisher, trouble),
        StaleMessages(database, publisher, review or Review(), failures),
        ModeratorNotices(database, Schedules(database, bank), Notices(database, publisher)),
        VerdictDrafts(database, grading),
        ReviewReminders(database, bank),
        failures,
    )


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def review() -> Review:
    return Review()


@pytest.fixture
def grading(database: Database, grader: Grader) -> Verdicts:
    return Verdicts(database, grader)


@pytest.fixture
def start(
    database: Database, bank: Library, grading: Verdicts, channel: Channel, review: Review
) -> Callable[[], Daily]:
    """Start the round's process anew on the same database and channels."""

    return lambda: a_round(database, bank, grading, channel, review)


@pytest.fixture
def daily(start: Callable[[], Daily]) -> Daily:
    return start()


@pytest.fixture
def answers(database: Database) -> Answers:
    return Answers(database)


@pytest.fixture
def schedules(database: Database, bank: Library) -> Schedules:
    return Schedules(database, bank)


@pytest.fixture
async def schedule(schedules: Schedules, clock: SetClock) -> Schedule:
    """Every day at 09:00 in Berlin, which is in an hour."""
    return await schedules.set_up(Guild(GUILD, "Europe/Berlin"), plan(), MODERATOR, clock())


def plan(**parts: Any) -> Plan:
    chosen = {
        "channel_id": CHANNEL,
        "at": read_time("09:00"),
        "zone": "Europe/Berlin",
        "reveal_after": timedelta(hours=12),
    }
    return Plan(**{**chosen, **parts})


async def all_challenges(database: Database) -> list[Challenge]:
    """Return every challenge, oldest first."""
    ids = [row["id"] for row in await database.all("SELECT id FROM challenges ORDER BY id")]
    found = [await challenges.find(database.reader, id_) for id_ in ids]
    return [challenge for challenge in found if challenge is not None]
