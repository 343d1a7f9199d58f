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
from quizbot.errors import Unreachable
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.challenge_posting import ChallengePosting
from quizbot.services.daily import Daily
from quizbot.services.messenger import Messenger
from quizbot.services.moderator_notices import ModeratorNotices
from quizbot.services.notices import Notices
from quizbot.services.points import Points
from quizbot.services.publisher import Publisher
from quizbot.services.quiz import Quiz
from quizbot.services.reveals import Reveals
from quizbot.services.review_channel import ReviewChannel
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.schedule_problems import ScheduleProblems
from quizbot.services.schedules import Schedules
from quizbot.services.settings import ServerSettings
from quizbot.services.stale_messages import StaleMessages
from quizbot.services.step_failures import StepFailures
from quizbot.services.verdict_drafts import VerdictDrafts
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.membership import Members
from tests.services.review import Review

GUILD, CHANNEL, REVIEW, MODERATOR = 1, 5, 6, 99
NO_ANSWER = Unreachable("Discord does not answer just now.")

Start = Callable[[], Daily]


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
) -> Start:
    """Start the round's process anew on the same database and channels."""

    return lambda: a_round(database, bank, grading, channel, review)


@pytest.fixture
def daily(start: Start) -> Daily:
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


@pytest.fixture
async def challenge(daily: Daily, schedule: Schedule, clock: SetClock) -> Challenge:
    """An open question, posted just now."""
    return await daily.post_now(GUILD, schedule.id, MODERATOR, clock())


@pytest.fixture
def points(database: Database) -> Points:
    return Points(database)


@pytest.fixture
def membership() -> Members:
    """Nothing is found out unless a test says so."""
    return Members()


@pytest.fixture
def quiz(database: Database, bank: Library, grading: Verdicts, membership: Members) -> Quiz:
    return Quiz(database, bank, grading, membership, random.Random(2))


async def choose_review_channel(database: Database, clock: SetClock) -> None:
    """Let the server's moderators review in a channel."""
    change = {"review_channel_id": REVIEW}
    await ServerSettings(database).change(GUILD, change, MODERATOR, clock())


def lose_answers(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, *, carried_out: bool = True
) -> None:
    """Let nobody know any more whether a question was posted; it was if ``carried_out``."""
    post = channel.post

    async def answer_lost(challenge: Challenge) -> int:
        if carried_out:
            await post(challenge)
        raise NO_ANSWER

    monkeypatch.setattr(channel, "post", answer_lost)


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
