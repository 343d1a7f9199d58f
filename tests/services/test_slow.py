"""Discord answers slowly, or the database does not take what happened: the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.schedule import Schedule
from quizbot.errors import StorageError
from quizbot.services import daily as round_
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.storage import challenges, challenges_due
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from tests.conftest import HANGS, SetClock
from tests.services.channel import Channel
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, all_challenges, plan


class Slow:
    """Holds the messages of one channel back until they may go."""

    def __init__(self, channel: Channel, channel_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = asyncio.Event()
        self.begun = 0
        for name in ("post", "reveal"):
            monkeypatch.setattr(channel, name, self._slowed(getattr(channel, name), channel_id))

    def _slowed(self, send: Any, channel_id: int) -> Any:
        async def slowed(challenge: Challenge, *more: Any) -> Any:
            if challenge.channel_id == channel_id:
                self.begun += 1
                await self.go.wait()
            return await send(challenge, *more)

        return slowed


async def until(condition: Callable[[], object]) -> None:
    """Let what is under way go on until something is so."""
    async with asyncio.timeout(HANGS):
        while not condition():  # noqa: ASYNC110  the database's thread sets no event of ours
            await asyncio.sleep(0.001)


async def test_one_slow_channel_holds_up_nobody(
    daily: Daily,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for guild in range(1, 11):
        await schedules.add(guild, plan(channel_id=guild), MODERATOR, clock())
    slow = Slow(channel, 3, monkeypatch)
    await daily.begin(clock.advance(hours=1))
    await until(lambda: channel.count("post") == 9)
    for _ in range(5):
        await daily.begin(clock.advance(hours=1))
    assert slow.begun == 1
    await schedules.add(11, plan(channel_id=11), MODERATOR, clock() - timedelta(hours=7))
    await daily.begin(clock())
    await until(lambda: channel.count("post") == 10)
    slow.go.set()
    await daily.tick(clock())
    assert channel.count("post") == 11
    assert {one.state for one in await all_challenges(database)} == {State.OPEN}


async def test_a_slow_reveal_is_begun_once(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await daily.tick(clock.advance(hours=1))
    slow = Slow(channel, schedule.plan.channel_id, monkeypatch)
    await daily.begin(clock.advance(hours=12))
    await until(lambda: slow.begun)
    for _ in range(5):
        await daily.begin(clock.advance(minutes=40))
    slow.go.set()
    await daily.tick(clock())
    assert (slow.begun, channel.count("reveal")) == (1, 1)


async def test_asked_to_end_it_lets_a_message_arrive(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = Slow(channel, schedule.plan.channel_id, monkeypatch)
    await daily.begin(clock.advance(hours=1))
    await until(lambda: slow.begun)
    ending = asyncio.create_task(daily.finish())
    await asyncio.sleep(0)
    slow.go.set()
    await ending
    [challenge] = await all_challenges(database)
    assert challenge.message_id == 1001


async def test_asked_to_end_it_breaks_off_what_hangs_and_the_next_start_goes_on(
    daily: Daily,
    start: Callable[[], Daily],
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(round_, "GRACE_SECONDS", 0.01)
    slow = Slow(channel, schedule.plan.channel_id, monkeypatch)
    await daily.begin(clock.advance(hours=1))
    await until(lambda: slow.begun)
    await daily.finish()
    assert channel.messages == []
    slow.go.set()
    await start().tick(clock())
    assert channel.count("post") == 1
    assert (await all_challenges(database))[0].state is State.OPEN


async def test_a_message_that_cannot_be_recorded_is_not_sent_again(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk is full just then: Discord is not asked every second, and nothing comes twice."""

    async def full(*_args: object) -> None:
        raise StorageError("The disk is full.")

    looked: list[int] = []
    find = channel.find_post

    async def look(challenge: Challenge) -> int | None:
        looked.append(challenge.id)
        return await find(challenge)

    monkeypatch.setattr(channel, "find_post", look)
    with monkeypatch.context() as broken:
        broken.setattr(challenges, "posted", full)
        await daily.tick(clock.advance(hours=1))
        for _ in range(29):
            await daily.tick(clock.advance(seconds=1))
        assert looked == []
        await daily.tick(clock.advance(seconds=1))
        assert len(looked) == 1
    await daily.tick(clock.advance(seconds=30))
    assert (len(looked), channel.count("post")) == (2, 1)
    [challenge] = await all_challenges(database)
    assert (challenge.state, challenge.message_id) == (State.OPEN, 1001)


async def test_post_now_does_not_wait_for_a_slow_channel(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = Slow(channel, schedule.plan.channel_id, monkeypatch)
    waiting = asyncio.create_task(daily.post_now(GUILD, schedule.id, MODERATOR, clock()))
    await until(lambda: slow.begun)
    other = await schedules.add(2, plan(channel_id=77), MODERATOR, clock())
    assert (await daily.post_now(2, other.id, MODERATOR, clock())).state is State.OPEN
    await daily.begin(clock())
    slow.go.set()
    assert (await waiting).state is State.OPEN
    assert channel.count("post") == 2


async def test_what_ends_while_a_tick_reads_is_not_begun_again(
    start: Callable[[], Daily],
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A message recorded between a tick's reading and its choosing was posted already."""
    slow = Slow(channel, CHANNEL, monkeypatch)
    daily = start()
    left_out: list[set[int]] = []
    to_post = challenges_due.to_post

    async def end_meanwhile(
        connection: Connection, now: datetime, limit: int, but: Any
    ) -> list[Challenge]:
        found = await to_post(connection, now, limit)
        if slow.begun:
            slow.go.set()
            await daily._steps.settle()
            left_out.append(set(but) & {one.id for one in found})
        return [one for one in found if one.id not in but]

    monkeypatch.setattr(challenges_due, "to_post", end_meanwhile)
    now = clock.advance(hours=1)
    await daily.begin(now)
    await until(lambda: slow.begun)
    await daily.begin(now)
    assert left_out == [{1}]
    await daily.tick(now)
    assert channel.count("post") == 1
