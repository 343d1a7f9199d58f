"""Weeks and months are the server's: points belong to its local date when they were graded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizbot.domain.challenge import Submission
from quizbot.domain.guild import Guild
from quizbot.domain.leaderboard import Period
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.schedules import Schedules
from quizbot.storage.database import Database
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan

BERLIN, NEW_YORK, LINE = "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"


@pytest.mark.parametrize(
    ("zone", "graded", "looked", "week", "month"),
    [
        # the last second of a week, and the first of the next (Monday, 23 November)
        (BERLIN, "2026-11-22T23:59:59", "2026-11-22T23:59:59", True, True),
        (BERLIN, "2026-11-22T23:59:59", "2026-11-23T00:00:00", False, True),
        (BERLIN, "2026-11-23T00:00:00", "2026-11-29T23:59:59", True, True),
        # the end of a month
        (BERLIN, "2026-11-30T23:59:59", "2026-12-01T00:00:00", True, False),
        # the night of a change: an hour skipped, an hour twice
        (BERLIN, "2027-03-28T23:59:59", "2027-03-29T00:00:00", False, True),
        (BERLIN, "2027-03-28T01:59:59", "2027-03-28T03:00:00", True, True),
        (BERLIN, "2026-10-25T02:30:00", "2026-10-25T23:59:59", True, True),
        (NEW_YORK, "2026-10-31T23:30:00", "2026-11-01T01:30:00", True, False),
        # week 53 of 2026 holds the new year's first days, week 1 of 2025 the old one's last
        (BERLIN, "2026-12-31T23:59:59", "2027-01-01T00:00:00", True, False),
        (BERLIN, "2026-12-31T12:00:00", "2027-01-03T23:59:59", True, False),
        (BERLIN, "2027-01-03T23:59:59", "2027-01-04T00:00:00", False, True),
        (NEW_YORK, "2024-12-30T00:00:00", "2025-01-05T23:59:59", True, False),
        (NEW_YORK, "2024-12-29T23:59:59", "2025-01-05T23:59:59", False, False),
        # the first place on earth where it is Monday
        (LINE, "2026-11-23T00:00:00", "2026-11-23T00:00:01", True, True),
        (LINE, "2026-11-22T23:59:59", "2026-11-23T00:00:00", False, True),
    ],
)
async def test_the_boards_of_a_moment(
    schedules: Schedules,
    daily: Daily,
    answers: Answers,
    database: Database,
    zone: str,
    graded: str,
    looked: str,
    week: bool,
    month: bool,
) -> None:
    """``graded`` and ``looked`` are local times of the server."""
    here = ZoneInfo(zone)
    now = datetime.fromisoformat(graded).replace(tzinfo=here).astimezone(UTC)
    await schedules.set_up(Guild(GUILD, zone), plan(), MODERATOR, now)
    challenge = await daily.post_now(GUILD, 1, MODERATOR, now - timedelta(hours=1))
    given = Submission(challenge.question.answer)
    await answers.save(challenge, 7, "ana", given, now - timedelta(minutes=1))
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, now)
    later = datetime.fromisoformat(looked).replace(tzinfo=here).astimezone(UTC)
    board = Leaderboard(database)
    found = {
        period: (await board.board(GUILD, period, "", 0, 7, later)).own is not None
        for period in Period
    }
    assert found == {Period.WEEK: week, Period.MONTH: month, Period.ALL: True}
    day = await database.value("SELECT day FROM ledger")
    assert day == graded[:10]


async def test_another_zone_counts_from_then_on(
    schedules: Schedules, daily: Daily, answers: Answers, database: Database
) -> None:
    """A server that moves keeps its points on the dates on which they were given."""
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    await schedules.set_up(Guild(GUILD, "UTC"), plan(), MODERATOR, now)
    for zone in ("UTC", LINE):
        await schedules.set_up(Guild(GUILD, zone), plan(), MODERATOR, now)
        challenge = await daily.post_now(GUILD, 1, MODERATOR, now - timedelta(hours=1))
        await answers.save(challenge, 7, "ana", Submission("x"), now - timedelta(minutes=1))
        await daily.reveal_now(GUILD, CHANNEL, MODERATOR, now, number=challenge.number)
    days = [row["day"] for row in await database.all("SELECT day FROM ledger ORDER BY id")]
    assert days == ["2026-11-22", "2026-11-23"]
