"""The clock: one job that lets the daily round do what is due."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY_SECONDS = 1


def utc_now() -> datetime:
    """Return the present moment (UTC, aware)."""
    return datetime.now(UTC)


@asynccontextmanager
async def ticking(tick: Callable[[datetime], Awaitable[None]]) -> AsyncIterator[None]:
    """Call ``tick`` every second until the end, and let the one under way finish.

    A tick that takes longer delays the next; none is caught up.
    """
    under_way = asyncio.Lock()

    async def call() -> None:
        async with under_way:
            await tick(utc_now())

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        call,
        IntervalTrigger(seconds=EVERY_SECONDS, timezone=UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with under_way:  # the scheduler's own shutdown would cancel it
            scheduler.shutdown(wait=False)
