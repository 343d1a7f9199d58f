"""One person's acts, one after another in the order in which they were sent.

An act that goes by what stands, such as a form with the present answer in it, would otherwise be
served beside the save that was sent before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class InOrder:
    """Hands out each person's turns, first come, first served."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, user_id: int) -> AsyncIterator[None]:
        """Wait until everything that this person sent before is done; to be asked for at once."""
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        async with turn:
            yield
