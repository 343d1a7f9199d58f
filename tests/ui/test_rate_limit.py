"""Requests are spread below Discord's limit, and replies do not wait."""

from __future__ import annotations

import asyncio
import random
from itertools import pairwise

import aiohttp
import pytest
from aiohttp import web

from quizbot.ui.rate_limit import (
    CHANNELS_KEPT,
    EDITS_REST,
    PER_SECOND,
    SENT_WITHIN,
    ChannelWindows,
    EditPutOff,
    EditsRest,
    RateLimit,
    Window,
    rate_limited,
)

LIMIT = 50


class LateTime:
    """A clock that only sleeping moves, each time a little later than was asked for."""

    def __init__(self, late: float) -> None:
        self.now = 1000.0
        self._late = late
        self._chance = random.Random(1)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + self._chance.random() * self._late
        await asyncio.sleep(0)


async def turns(time: LateTime, count: int) -> list[tuple[int, float]]:
    """Let everybody come at once; return who had a turn, and when."""
    pace = RateLimit(clock=time, sleep=time.sleep)
    had: list[tuple[int, float]] = []

    async def come(number: int) -> None:
        await pace.turn()
        had.append((number, time.now))

    await asyncio.gather(*(come(number) for number in range(count)))
    return had


@pytest.mark.parametrize("late", [0.0, 0.005, 0.019])
async def test_first_come_first_served_within_five_percent_of_the_limit(late: float) -> None:
    had = await turns(LateTime(late), 1000)
    assert [number for number, _ in had] == list(range(1000))
    moments = [moment for _, moment in had]
    assert moments[-1] - moments[0] < 1000 / LIMIT * 1.05
    assert all(later - first > 1 for first, later in zip(moments, moments[LIMIT:], strict=False))


async def test_what_nobody_waits_for_comes_after_all_others() -> None:
    time = LateTime(0.0)
    pace = RateLimit(clock=time, sleep=time.sleep)
    had: list[str] = []

    async def come(who: str) -> None:
        await (pace.last_turn() if who == "edit" else pace.turn())
        had.append(who)

    await asyncio.gather(*(come(who) for who in ["reveal", "edit", "edit", "reveal"] * 20))
    assert had[:2] == ["reveal", "edit"]  # when it came, nobody waited
    assert had[2:] == ["reveal"] * 39 + ["edit"] * 39


async def test_what_a_standstill_cost_is_not_made_up_for_at_once() -> None:
    time = LateTime(0.0)
    pace = RateLimit(clock=time, sleep=time.sleep)
    await pace.turn()
    time.now += 60
    moments = []
    for _ in range(100):
        await pace.turn()
        moments.append(time.now)
    assert all(later - first > 1 for first, later in zip(moments, moments[LIMIT:], strict=False))
    assert all(later >= earlier for earlier, later in pairwise(moments))


async def test_a_window_is_never_too_full() -> None:
    time = LateTime(0.004)
    window = Window(5, 5.25, time, time.sleep)
    assert window.is_over
    moments = []
    for pause in [0.0] * 12 + [1.7] * 12 + [0.0] * 12:
        time.now += pause
        await window.turn()
        moments.append(time.now)
    assert moments[4] == moments[0]  # five go at once
    assert all(later - first >= 5.25 for first, later in zip(moments, moments[5:], strict=False))
    assert not window.is_over


async def test_each_channel_has_a_window_and_those_past_are_forgotten() -> None:
    time = LateTime(0.0)
    channels = ChannelWindows(time, time.sleep)
    for channel in range(CHANNELS_KEPT):
        await channels.turn(str(channel))
    assert time.now == 1000.0
    for _ in range(5):
        await channels.turn("0")
    assert time.now > 1005
    time.now += 1
    await channels.turn("new")
    assert len(channels) == 2  # the new one, and that which was written to just now


async def test_what_connects_slowly_does_not_arrive_in_a_heap() -> None:
    """The first requests wait for their connection, those after them do not."""
    time = LateTime(0.0)
    pace, sent = RateLimit(clock=time, sleep=time.sleep), Window(*SENT_WITHIN, time, time.sleep)
    moments = []
    connecting = 20
    for _ in range(connecting):
        await pace.turn()
    for number in range(150):
        if number >= connecting:
            await pace.turn()
        await sent.turn()
        moments.append(time.now)
    assert all(later - first > 1 for first, later in zip(moments, moments[LIMIT:], strict=False))


def rests(edits: EditsRest) -> bool:
    try:
        edits.check()
    except EditPutOff:
        return True
    return False


def test_edits_rest_longer_each_time_until_one_is_taken() -> None:
    time = LateTime(0.0)
    edits = EditsRest(time)
    short, long = EDITS_REST
    assert not rests(edits)
    for seconds in (short, 2 * short, long, long):
        edits.begin()
        time.now += seconds - 1
        edits.begin()  # another request met the same limit
        assert rests(edits)
        time.now += 1
        assert not rests(edits)
    edits.end()
    edits.begin()
    time.now += short
    assert not rests(edits)


@pytest.mark.parametrize("of_all", [True, False])
async def test_after_a_limit_of_all_requests_edits_rest_and_others_go_on(of_all: bool) -> None:
    limit = {"X-RateLimit-Global": "true"} if of_all else {"X-RateLimit-Scope": "shared"}

    async def answer(request: web.Request) -> web.Response:
        limited = request.method == "PATCH"
        return web.Response(status=429 if limited else 200, headers=limit if limited else {})

    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        messages = f"http://{host}:{port}/api/v10/channels/1/messages"
        trace = rate_limited(RateLimit(PER_SECOND))
        async with aiohttp.ClientSession(trace_configs=[trace]) as session:
            assert (await session.patch(f"{messages}/1")).status == 429
            if of_all:
                with pytest.raises(EditPutOff):
                    await session.patch(f"{messages}/1")
            else:
                assert (await session.patch(f"{messages}/1")).status == 429
            assert (await session.post(messages)).status == 200
    finally:
        await runner.cleanup()


async def test_replies_do_not_wait_and_other_requests_do() -> None:
    class Counting(RateLimit):
        turns = last_turns = 0

        async def turn(self) -> None:
            self.turns += 1

        async def last_turn(self) -> None:
            self.last_turns += 1

    pace = Counting(PER_SECOND)
    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", _fine)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        async with aiohttp.ClientSession(trace_configs=[rate_limited(pace)]) as session:
            for path in (
                "api/v10/interactions/1/token/callback",
                "api/v10/webhooks/1/token",
                "api/v10/webhooks/1/token/messages/@original",
            ):
                await session.post(f"http://{host}:{port}/{path}")
            assert pace.turns == 0
            await session.post(f"http://{host}:{port}/api/v10/channels/1/messages")
            await session.get(f"http://{host}:{port}/api/v10/users/1")
            assert pace.turns == 2
            await session.patch(f"http://{host}:{port}/api/v10/channels/1/messages/1")
            assert (pace.turns, pace.last_turns) == (2, 1)
    finally:
        await runner.cleanup()


async def _fine(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
