"""Requests that nobody waits for any more, but that are not broken off.

Broken off while Discord limits all requests, one would leave discord.py waiting for the end of that
limit for ever, and every other request with it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class LateRequests:
    """Keeps what is late until it has ended."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    async def within(self, seconds: float, request: Coroutine[Any, Any, T]) -> T:
        """Wait for a request so many seconds.

        Raises:
            TimeoutError: it takes longer, and goes on by itself.
            Exception: whatever the request itself raises.
        """
        task = asyncio.create_task(request)
        self._under_way.add(task)
        task.add_done_callback(self._forget)
        async with asyncio.timeout(seconds):
            return await asyncio.shield(task)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        with contextlib.suppress(asyncio.CancelledError):
            task.exception()
