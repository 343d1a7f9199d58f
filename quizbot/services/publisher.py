"""The port through which the stories reach a channel."""

from __future__ import annotations

from typing import Protocol

from quizbot.domain.challenge import Challenge
from quizbot.domain.reveal import Reveal


class Publisher(Protocol):
    """Posts to channels.

    Every method may raise `CannotPost`, with the sentence a moderator reads.
    """

    async def post(self, challenge: Challenge) -> int:
        """Post the challenge and return the message's id; idempotent within minutes."""

    async def find_post(self, challenge: Challenge) -> int | None:
        """Return the id of the challenge's message if it stands in the channel already."""

    async def reveal(self, challenge: Challenge, reveal: Reveal) -> int:
        """Post the reveal and return the message's id; idempotent within minutes."""

    async def find_reveal(self, challenge: Challenge) -> int | None:
        """Return the id of the reveal's message if it stands in the channel already."""

    async def stands(self, challenge: Challenge) -> bool:
        """Tell whether the challenge's message is still there."""

    async def refresh(self, challenge: Challenge) -> None:
        """Make the challenge's message show its present state and count of answers."""

    async def open_thread(self, challenge: Challenge, message_id: int) -> None:
        """Open the discussion below the reveal's message, unless it is open."""
