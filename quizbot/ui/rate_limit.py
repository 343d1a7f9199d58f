"""A rate limiter: the pace of requests, a little below what Discord allows a bot.

Discord takes 50 requests a second of one bot in all channels together, and five messages in five
seconds in one channel, and answers each one beyond with 429; discord.py then stops for a while, but
thousands of such answers in ten minutes get a bot banned. So requests are spread beforehand, first
come, first served; edits of messages come after all others, since nobody waits for them. Replies to
presses and commands are not bound by the limit of all and never wait here.

Where Discord limits all requests nevertheless, discord.py holds all back for as long as Discord
asks, and then repeats the one that met the limit. An edit is not repeated, and none is made for a
while: what people wait for would have to wait for each one that meets the limit again.

discord.py learns a channel's limit from the answers, and takes one that comes while others are
under way for room that these have used already.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import aiohttp

PER_SECOND = 48
"""With `SLACK`, no more than 50 requests begin within any second."""
SLACK = 0.02
"""So many seconds that a request begins late are made up for by those after it."""
SENT_WITHIN = (49, 1.02)
"""So many requests are sent within so many seconds at most, though they have to connect first.

With what is left of Discord's limit, some may arrive by 40 ms sooner after each other.
"""
SENT_TO_CHANNEL_WITHIN = (5, 5.25)
"""So many messages are sent to a channel within so many seconds at most."""
EDITS_REST = (60.0, 240.0)
"""Seconds without edits after one met a limit of all requests: at first, and at most."""
CHANNELS_KEPT = 256
"""Of so many channels it is remembered when they were written to, though that is over."""
_FREE = ("interactions", "webhooks")
"""What the limit does not bind, by the words of its address."""
_MESSAGES = re.compile(r"/channels/(\d+)/messages$")
_EDIT = "PATCH"
_LIMITED, _TAKEN = 429, range(200, 300)
_OF_ALL = "X-RateLimit-Global"
"""The header by which Discord says that the limit is that of all requests."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class RateLimit:
    """Hands out turns at even distances; ``clock`` and ``sleep`` are in seconds."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._one_at_a_time = asyncio.Lock()
        self._last_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._nobody_waits = asyncio.Event()
        self._nobody_waits.set()

    async def turn(self) -> None:
        """Wait until the next request may begin."""
        self._waiting += 1
        self._nobody_waits.clear()
        try:
            await self._take()
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._nobody_waits.set()

    async def last_turn(self) -> None:
        """Wait until a request may begin for which nobody waits, after all others."""
        async with self._last_at_a_time:
            await self._nobody_waits.wait()
            await self._take()

    async def _take(self) -> None:
        async with self._one_at_a_time:
            wait = self._next - self._clock()
            if wait > 0:
                await self._sleep(wait)
            self._next = max(self._next, self._clock() - SLACK) + self._gap


class Window:
    """Hands out turns at once, but never more than ``count`` within any ``seconds``."""

    def __init__(
        self,
        count: int,
        seconds: float,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._newest: deque[float] = deque(maxlen=count)
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._one_at_a_time = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until there is room."""
        async with self._one_at_a_time:
            if len(self._newest) == self._newest.maxlen:
                while (wait := self._newest[0] + self._seconds - self._clock()) > 0:
                    await self._sleep(wait)
            self._newest.append(self._clock())

    @property
    def is_over(self) -> bool:
        """Whether nobody waits and all turns are past."""
        past = not self._newest or self._newest[-1] + self._seconds < self._clock()
        return past and not self._one_at_a_time.locked()


class ChannelWindows:
    """The window of each channel that was written to of late."""

    def __init__(self, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._windows: dict[str, Window] = {}
        self._clock = clock
        self._sleep = sleep

    def __len__(self) -> int:
        return len(self._windows)

    async def turn(self, channel_id: str) -> None:
        """Wait until a message may go to a channel."""
        window = self._windows.get(channel_id)
        if window is None:
            if len(self._windows) >= CHANNELS_KEPT:
                self._windows = {key: one for key, one in self._windows.items() if not one.is_over}
            window = Window(*SENT_TO_CHANNEL_WITHIN, self._clock, self._sleep)
            self._windows[channel_id] = window
        await window.turn()


class EditPutOff(aiohttp.ClientError):
    """An edit has met the limit of all requests a moment ago, so a message is edited later."""


class EditsRest:
    """Lets no message be edited for a while after an edit has met the limit of all requests."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._seconds, self._longest = EDITS_REST

    def begin(self) -> None:
        """Begin, unless it lasts: several requests meet one limit."""
        if self._clock() >= self._until:
            self._until = self._clock() + self._seconds
            self._seconds = min(2 * self._seconds, self._longest)

    def end(self) -> None:
        """Note that Discord takes edits; the next rest is a short one again."""
        self._seconds, _ = EDITS_REST

    def check(self) -> None:
        """Let an edit begin.

        Raises:
            EditPutOff: it has to come later.
        """
        if self._clock() < self._until:
            raise EditPutOff("Discord limits all requests; edits come later")


def rate_limited(
    pace: RateLimit,
    channels: ChannelWindows | None = None,
    sent: Window | None = None,
    edits: EditsRest | None = None,
) -> aiohttp.TraceConfig:
    """Return what makes every request of a session wait for its turn, repeated ones too.

    It waits for the ``pace`` before it connects, so that what waits holds no connection, and where
    connecting took its time, once more before it is ``sent``.
    """
    channels = channels or ChannelWindows()
    sent = sent or Window(*SENT_WITHIN)
    edits = edits or EditsRest()

    async def wait(
        _session: aiohttp.ClientSession,
        request: SimpleNamespace,
        begun: aiohttp.TraceRequestStartParams,
    ) -> None:
        request.is_free = any(part in _FREE for part in begun.url.parts)
        if request.is_free:
            return
        if begun.method == "POST" and (found := _MESSAGES.search(begun.url.path)):
            await channels.turn(found[1])
        if begun.method == _EDIT:
            edits.check()
            await pace.last_turn()
            edits.check()
        else:
            await pace.turn()

    async def connected(
        _session: aiohttp.ClientSession, request: SimpleNamespace, _connection: Any
    ) -> None:
        if not request.is_free:
            await sent.turn()

    async def answered(
        _session: aiohttp.ClientSession,
        request: SimpleNamespace,
        ended: aiohttp.TraceRequestEndParams,
    ) -> None:
        if ended.method != _EDIT or request.is_free:
            return
        if ended.response.status == _LIMITED and _OF_ALL in ended.response.headers:
            edits.begin()
        elif ended.response.status in _TAKEN:
            edits.end()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(wait)
    trace.on_connection_create_end.append(connected)
    trace.on_connection_reuseconn.append(connected)
    trace.on_request_end.append(answered)
    return trace
