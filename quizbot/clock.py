"""The clock: one job that lets the daily round do what is due."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY_SECONDS = 1.0


def utc_now() -> datetime:
    """Return the present moment (UTC, aware)."""
    return datetime.now(UTC)


@asynccontextmanager
async def ticking(
    begin: Callable[[datetime], Awaitable[object]],
    finish: Callable[[], Awaitable[None]],
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[None]:
    """Let what is due ``begin`` at once and every second until the end, then ``finish``.

    A tick that takes longer delays the next; none is caught up.
    """
    under_way = asyncio.Lock()
    ended = False

    async def call() -> None:
        async with under_way:
            if not ended:
                await begin(now())

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        call,
        IntervalTrigger(seconds=EVERY_SECONDS, timezone=UTC),
        next_run_time=utc_now(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with under_way:
            ended = True
            await finish()
        scheduler.shutdown(wait=False)
