"""The port through which notices reach people, one by one or in the review channel."""

from __future__ import annotations

from typing import Protocol

from quizbot.domain.notice import Notice


class Messenger(Protocol):
    """Sends notices.

    ``channel_id`` is where the server's moderators are told; a member's notice goes to the member.
    Every method may raise `CannotPost` (private messages are closed), or of its kind `Unreachable`
    (it is not known whether it arrived).
    """

    async def send(self, notice: Notice, channel_id: int | None) -> None:
        """Send a notice; idempotent within minutes."""

    async def find(self, notice: Notice, channel_id: int | None, *, besides: int) -> bool:
        """Tell whether a notice stands there already, ``besides`` so many with the same words."""
