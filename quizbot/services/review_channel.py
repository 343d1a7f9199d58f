"""The port to the channel where moderators review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.domain.challenge import Challenge
from quizbot.domain.suggest import Suggestion


@dataclass(frozen=True, slots=True)
class Announcement:
    """The word that a second look at an answer waits; so many ``waiting`` in all."""

    second_look_id: int
    challenge: Challenge
    waiting: int
    asked_at: datetime


class ReviewChannel(Protocol):
    """Posts to the review channel; every method may raise `CannotPost`."""

    async def post(self, channel_id: int, suggestion: Suggestion) -> int:
        """Post a suggestion with its buttons and return the message's id."""

    async def find_post(self, channel_id: int, suggestion: Suggestion) -> int | None:
        """Return the id of a suggestion's message if it stands in the channel already."""

    async def refresh(self, suggestion: Suggestion) -> None:
        """Make the message of a suggestion show what became of it."""

    async def announce(self, channel_id: int, word: Announcement) -> None:
        """Say that a second look waits, with a button to the queue; nobody is pinged.

        It is said once within minutes by a nonce.
        """

    async def is_announced(self, channel_id: int, word: Announcement) -> bool:
        """Tell whether that stands in the channel already."""
