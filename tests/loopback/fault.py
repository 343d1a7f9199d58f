"""What can go wrong between Discord and the bot: a request or its answer is lost."""

from __future__ import annotations

import asyncio
from enum import Enum

from tests.loopback.channel import text


class Cut(Enum):
    """The connection breaks before Discord has taken a reply, or after it."""

    BEFORE = "before"
    AFTER = "after"


class Fault:
    """Happens once, to a message with these ``words``: the answer is held back until `release`.

    Without ``carried_out`` the message is not posted either. With a ``status`` nothing is held: it
    is what arrives instead of the answer.
    """

    def __init__(
        self, words: str = "", *, carried_out: bool = True, status: int | None = None
    ) -> None:
        self.carried_out = carried_out
        self._words = words
        self._status = status
        self._begun = asyncio.Event()
        self._released = asyncio.Event()
        if status is not None:
            self._released.set()

    def concerns(self, payload: dict[str, object]) -> bool:
        """Tell whether it happens to this message."""
        return not self._begun.is_set() and self._words in text(payload)

    async def begun(self) -> None:
        """Wait until it has happened to a message."""
        await self._begun.wait()

    def release(self) -> None:
        """Let the answer go."""
        self._released.set()

    async def happen(self) -> int | None:
        """Hold the answer; returns the status to send instead of it, or None."""
        self._begun.set()
        await self._released.wait()
        return self._status
