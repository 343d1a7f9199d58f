"""Discord's limit of a channel: five messages in five seconds, told by each answer's headers."""

from __future__ import annotations

import time

MESSAGES, SECONDS = 5, 5.0


class ChannelLimit:
    """Counts the messages to one channel; the five seconds begin with the first of them."""

    def __init__(self) -> None:
        self._begun = 0.0
        self._left = 0

    def take(self, now: float) -> tuple[bool, dict[str, str]]:
        """Let a message that is sent ``now`` through or not; and the headers of the answer."""
        if now - self._begun >= SECONDS:
            self._begun, self._left = now, MESSAGES
        let_through = self._left > 0
        self._left -= let_through
        until = self._begun + SECONDS - now
        return let_through, {
            "X-RateLimit-Limit": str(MESSAGES),
            "X-RateLimit-Remaining": str(self._left),
            "X-RateLimit-Reset-After": f"{until:.3f}",
            "X-RateLimit-Reset": f"{time.time() + until:.3f}",
            "X-RateLimit-Bucket": "messages",
            "Via": "1.1 loopback",
        }
