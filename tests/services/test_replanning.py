"""A schedule's time, zone or days change: each date is asked once, none is dropped in silence."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank.library import Library
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Schedule
from quizbot.domain.schedule_words import read_days, read_time
from quizbot.domain.slot_causes import Cause
from quizbot.grading.grader import Grader
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules, next_runs
from quizbot.services.verdicts import Verdicts
from quizbot.storage.database import Database, open_database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, a_round, plan

SATURDAY = "2026-11-21"


async def days(database: Database) -> dict[str, str | None]:
    """Return the dates that had their turn, with the reason of those not posted."""
    rows = await database.all("SELECT day, missed FROM slots ORDER BY day")
    return {row["day"]: row["missed"] for row in rows}


@pytest.mark.parametrize(
    ("hours", "changes", "following", "passed"),
    [
        # before today's question: a later time, an earlier one still to come, one already past
        (0, {"at": "18:00"}, "2026-11-21T17:00", []),
        (0, {"at": "08:30"}, "2026-11-21T07:30", []),
        (0, {"at": "07:00"}, "2026-11-22T06:00", [SATURDAY]),
        # after it: later or earlier, today had its turn
        (2, {"at": "18:00"}, "2026-11-22T17:00", None),
        (2, {"at": "07:00"}, "2026-11-22T06:00", None),
        # Tokyo is eight hours ahead: 09:00 of today is past there, whether asked here or not
        (0, {"zone": "Asia/Tokyo"}, "2026-11-22T00:00", [SATURDAY]),
        (2, {"zone": "Asia/Tokyo"}, "2026-11-22T00:00", None),
        # in Los Angeles it is still the night to Saturday; nine o'clock there comes in ten hours
        (0, {"zone": "America/Los_Angeles"}, "2026-11-21T17:00", []),
        (2, {"zone": "America/Los_Angeles"}, "2026-11-22T17:00", None),
        # Friday evening there is a date before the one that was asked
        (0, {"zone": "Pacific/Pago_Pago", "at": "21:00"}, "2026-11-21T08:00", []),
        (2, {"zone": "Pacific/Pago_Pago", "at": "23:30"}, "2026-11-23T10:30", None),
        # other days are the moderator's wish, no date is passed over
        (0, {"days": "mon"}, "2026-11-23T08:00", []),
        (0, {"days": "weekends", "at": "07:00"}, "2026-11-22T06:00", [SATURDAY]),
        # what does not touch the time leaves today alone
        (0, {"channel_id": 6}, "2026-11-21T08:00", []),
    ],
)
async def test_a_change(
    daily: Daily,
    schedules: Schedules,
    schedule: Schedule,
    clock: SetClock,
    database: Database,
    hours: int,
    changes: dict[str, str],
    following: str,
    passed: list[str] | None,
) -> None:
    """``passed`` None: today's question is out when the change is made."""
    await daily.tick(clock.advance(hours=hours))
    read = {"at": read_time, "days": read_days}
    chosen = {key: read.get(key, lambda x: x)(value) for key, value in changes.items()}
    changed = await schedules.edit(GUILD, schedule.id, chosen, MODERATOR, clock())
    first = datetime.fromisoformat(following).replace(tzinfo=UTC)
    assert changed.next_at == next_runs(changed, clock())[0] == first
    noted = {day for day, why in (await days(database)).items() if why == Cause.MOVED}
    assert noted == set(passed or [])
    remarks = await schedules.remarks(changed, clock())
    assert len(remarks) == len(noted) or passed is None
    assert all(SATURDAY in remark for remark in remarks if noted)


async def test_it_is_said_that_today_had_its_turn(
    daily: Daily, schedules: Schedules, schedule: Schedule, clock: SetClock
) -> None:
    await daily.tick(clock.advance(hours=2))
    later = {"at": read_time("18:00")}
    changed = await schedules.edit(GUILD, schedule.id, later, MODERATOR, clock())
    [remark] = await schedules.remarks(changed, clock())
    assert remark.startswith("2026-11-21 had its turn;")


async def test_a_change_of_the_channel_keeps_what_is_due_this_moment(
    daily: Daily, schedules: Schedules, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    clock.advance(hours=1)
    await schedules.edit(GUILD, schedule.id, {"channel_id": 6}, MODERATOR, clock())
    await daily.tick(clock.advance(seconds=1))
    assert channel.count("post") == 1


@pytest.mark.parametrize(
    ("paused", "resumed", "posts"),
    [(-1, -1, 1), (-1, 0, 0), (0, 0, 0), (0, 1, 0), (-1, 1, 0), (1, 2, 1)],
)
async def test_a_pause_around_the_due_time(
    daily: Daily,
    schedules: Schedules,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    paused: int,
    resumed: int,
    posts: int,
) -> None:
    """Seconds from nine o'clock to pause and resume; the bot ticks each second after them."""
    clock.advance(minutes=59, seconds=55)
    for second in range(-5, 5):
        if second == paused:
            await schedules.pause(GUILD, schedule.id, MODERATOR, clock())
        if second == resumed:
            await schedules.resume(GUILD, schedule.id, MODERATOR, clock())
        await daily.tick(clock())
        clock.advance(seconds=1)
    assert channel.count("post") == posts
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == posts + 1


async def test_resuming_what_is_not_paused_changes_nothing(
    daily: Daily, schedules: Schedules, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    clock.advance(hours=1)
    await schedules.resume(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(seconds=1))
    assert channel.count("post") == 1


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 40)),
    st.tuples(st.just("at"), st.sampled_from(["00:00", "02:30", "07:00", "09:00", "23:59"])),
    st.tuples(
        st.just("zone"),
        st.sampled_from(
            ["Europe/Berlin", "Asia/Tokyo", "Pacific/Pago_Pago", "Pacific/Kiritimati", "UTC"]
        ),
    ),
)


def test_any_changes(bank: Library) -> None:
    @settings(max_examples=30, deadline=None)
    @given(
        steps=st.lists(STEPS, min_size=3, max_size=20),
        start=st.sampled_from(["2026-03-28T01:00", "2026-10-24T20:00", "2026-12-31T22:30"]),
    )
    def play(steps: list[tuple[str, str | int]], start: str) -> None:
        moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_play(bank, Path(folder) / "x.sqlite", steps, SetClock(moment)))

    play()


async def _play(
    bank: Library, file: Path, steps: list[tuple[str, str | int]], clock: SetClock
) -> None:
    async with open_database(file) as database:
        channel = Channel()
        schedules = Schedules(database, bank)
        daily = a_round(database, bank, Verdicts(database, Grader([])), channel)
        added = await schedules.set_up(Guild(GUILD), plan(), MODERATOR, clock())
        for kind, value in steps:
            if kind == "wait":
                for _ in range(int(value)):
                    await daily.tick(clock.advance(hours=1))
                continue
            change = {kind: read_time(str(value)) if kind == "at" else value}
            await schedules.edit(GUILD, added.id, change, MODERATOR, clock())
        await _check(database, await schedules.get(GUILD, added.id), clock())


async def _check(database: Database, schedule: Schedule, now: datetime) -> None:
    rows = await database.all("SELECT day, due, missed, challenge_id FROM slots ORDER BY day")
    assert all((row["missed"] is None) == (row["challenge_id"] is not None) for row in rows)
    assert {row["missed"] for row in rows} <= {None, Cause.MOVED}
    due = [row["due"] for row in rows if row["missed"] is None]
    assert due == sorted(set(due)), "dates go forward"
    found = [date.fromisoformat(row["day"]) for row in rows]
    if found:
        number = (found[-1] - found[0]).days + 1
        every = [found[0] + timedelta(days=n) for n in range(number)]
        assert found == every, "each date has its turn once, and none is dropped in silence"
    assert schedule.next_at is not None
    following = schedule.next_at.astimezone(ZoneInfo(schedule.plan.zone)).date()
    assert schedule.next_at > now
    assert not found or following > found[-1]
