"""What can go wrong between Discord and the bot: a request or its answer is lost, or refused."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any

from tests.loopback.channel import text

LIMITED = 429


class Cut(Enum):
    """The connection breaks before Discord has taken a reply, or after it."""

    BEFORE = "before"
    AFTER = "after"


class Fault:
    """Happens once, to a message with these ``words`` that is sent to a channel (0: to any).

    With ``edits`` it happens to edits of messages instead, ``lasting`` to each one until its `end`.

    The answer is held back until `release`; with ``cut`` the connection is reset instead, with a
    ``status`` this is what arrives. Without ``carried_out`` the message is not posted either. A
    limit (429) is that of all requests if it is ``everywhere``; it ends ``retry_after`` seconds
    later, and may have a ``code``.
    """

    def __init__(
        self,
        words: str = "",
        *,
        channel: int = 0,
        carried_out: bool = True,
        cut: bool = False,
        status: int | None = None,
        everywhere: bool = False,
        edits: bool = False,
        lasting: bool = False,
        retry_after: float = 0.05,
        code: int = 0,
    ) -> None:
        self.carried_out = carried_out and status != LIMITED
        self.cut = cut
        self.everywhere = everywhere
        self.status = status
        self.retry_after = retry_after
        self.code = code
        self._edits = edits
        self._lasting = lasting
        self._ended = False
        self._words = words
        self._channel = channel
        self.happened = 0
        self._begun = asyncio.Event()
        self._released = asyncio.Event()
        if status is not None or cut:
            self._released.set()

    def concerns(self, channel: int, payload: dict[str, Any], *, edit: bool) -> bool:
        """Tell whether it happens to this message, or to this edit of one."""
        here = self._channel in (0, channel) and edit is self._edits
        still = not self._ended and (self._lasting or not self._begun.is_set())
        return here and still and self._words in text(payload)

    async def begun(self) -> None:
        """Wait until it has happened to a message."""
        await self._begun.wait()

    def release(self) -> None:
        """Let the answer go."""
        self._released.set()

    def end(self) -> None:
        """Let it happen no more."""
        self._ended = True
        self.release()

    async def happen(self) -> None:
        """Hold the answer."""
        self.happened += 1
        self._begun.set()
        await self._released.wait()
