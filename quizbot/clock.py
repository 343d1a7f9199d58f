"""The clock: one job that lets the daily round do what is due."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY_SECONDS = 1
GRACE_SECONDS = 5
"""So long the tick under way at the end may take; whoever stops the bot waits about ten."""


def utc_now() -> datetime:
    """Return the present moment (UTC, aware)."""
    return datetime.now(UTC)


@asynccontextmanager
async def ticking(tick: Callable[[datetime], Awaitable[None]]) -> AsyncIterator[None]:
    """Call ``tick`` at once and every second until the end, and let the one under way finish.

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
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS), under_way:
                pass
        scheduler.shutdown(wait=False)  # it cancels what is still running
