"""A rate limiter: the pace of requests, a little below what Discord allows a bot.

Discord takes 50 requests a second of one bot in all channels together and answers each one beyond
with 429; discord.py then stops for a while, but thousands of such answers in ten minutes get a bot
banned. So requests are spread beforehand, first come, first served; edits of messages come after
all others, since nobody waits for them. Replies to presses and commands are not bound by that limit
and never wait here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

PER_SECOND = 49
"""With `SLACK`, no more than 50 requests begin within any second."""
SLACK = 0.02
"""So many seconds that a request begins late are made up for by those after it."""
_FREE = ("interactions", "webhooks")
"""What the limit does not bind, by the words of its address."""
_EDIT = "PATCH"


class RateLimit:
    """Hands out turns; ``clock`` and ``sleep`` are in seconds."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
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


def rate_limited(pace: RateLimit) -> aiohttp.TraceConfig:
    """Return what makes every request of a session wait for its turn, repeated ones too."""

    async def wait(
        _session: aiohttp.ClientSession, _context: Any, request: aiohttp.TraceRequestStartParams
    ) -> None:
        if any(part in _FREE for part in request.url.parts):
            return
        await (pace.last_turn() if request.method == _EDIT else pace.turn())

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(wait)
    return trace
