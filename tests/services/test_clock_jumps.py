"""The machine's clock jumps by hours: no slot twice, none lost, nothing before its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from quizbot.domain.challenge import State
from quizbot.domain.schedule import Schedule
from quizbot.errors import CannotPost
from quizbot.services.daily import Daily
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel, Kill, Killed
from tests.services.conftest import all_challenges


async def test_ahead_and_back_before_anything_was_due(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    """At half past eight the clock shows five in the afternoon for a moment."""
    await daily.tick(clock.advance(minutes=30))
    await daily.tick(clock.advance(hours=8, minutes=30))
    assert channel.messages == []
    assert await database.value("SELECT count(*) FROM slots WHERE missed IS NOT NULL") == 1
    await daily.tick(clock.advance(hours=-8, minutes=-30))
    assert channel.messages == []
    await daily.tick(clock.advance(minutes=30))
    assert channel.count("post") == 1
    assert await database.value("SELECT count(*) FROM slots WHERE missed IS NOT NULL") == 0
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == 2


async def test_set_back_while_the_bot_was_not_running(
    start: Callable[[], Daily], schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    await start().tick(clock.advance(hours=9))
    assert channel.messages == []
    await start().tick(clock.advance(hours=-8))
    assert channel.count("post") == 1


async def test_ahead_by_days_and_back(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock())
    await daily.tick(clock.advance(days=3, hours=9))
    await daily.tick(clock.advance(days=-3, hours=-9))
    for day in range(4):
        await daily.tick(clock.advance(hours=1 if day == 0 else 24))
        assert channel.count("post") == day + 1
    assert await database.value("SELECT count(*) FROM slots") == 4


async def test_back_and_forth_posts_nothing_twice(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=1))
    for hours in (-5, 5, -2, 2, -1, 1):
        await daily.tick(clock.advance(hours=hours))
    assert channel.count("post") == 1
    assert channel.count("reveal") == 0
    await daily.tick(clock.advance(hours=12))
    for hours in (-13, 13, -1, 1):
        await daily.tick(clock.advance(hours=hours))
    assert (channel.count("post"), channel.count("reveal")) == (1, 1)


@pytest.mark.parametrize("kill", Kill)
async def test_killed_under_a_wrong_clock(
    start: Callable[[], Daily],
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    kill: Kill,
) -> None:
    """What was claimed before its time, and not sent, waits for it."""
    channel.kill = kill
    with pytest.raises(Killed):
        await start().tick(clock.advance(hours=1))
    channel.kill = None
    again = start()
    await again.tick(clock.advance(minutes=-50))
    assert channel.count("post") == (1 if kill is Kill.AFTER_SEND else 0)
    await again.tick(clock.advance(minutes=50))
    assert channel.count("post") == 1
    [challenge] = await all_challenges(database)
    assert challenge.state is State.OPEN


async def test_what_was_put_off_under_a_wrong_clock_is_tried_in_time(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    channel.refusal = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    await daily.tick(clock.advance(hours=5))
    channel.refusal = None
    await daily.tick(clock.advance(hours=-4))
    assert channel.count("post") == 1


async def test_a_reveal_closed_under_a_wrong_clock_waits_for_its_time(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1))
    channel.refusal = CannotPost("no")
    await daily.tick(clock.advance(hours=12))
    channel.refusal = None
    await daily.tick(clock.advance(hours=-6))
    assert channel.count("reveal") == 0
    await daily.tick(clock.advance(hours=6))
    assert channel.count("reveal") == 1
    [challenge] = await all_challenges(database)
    assert challenge.reveal_at == challenge.due + timedelta(hours=12)
