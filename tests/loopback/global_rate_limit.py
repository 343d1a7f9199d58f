"""Discord's global limit: so many requests of a bot within any second, 429 for each one beyond."""

from __future__ import annotations

import time
from collections import deque

PER_SECOND = 50


class GlobalLimit:
    """Counts what was let through within the last second; stricter than counting by the clock."""

    def __init__(self, per_second: int = PER_SECOND) -> None:
        self._newest: deque[float] = deque(maxlen=per_second)
        self.refused = 0

    def retry_after(self) -> float | None:
        """Let a request through (None), or return in how many seconds it may come again."""
        now = time.monotonic()
        full = len(self._newest) == self._newest.maxlen
        if full and now - self._newest[0] < 1:
            self.refused += 1
            return 1 - (now - self._newest[0])
        self._newest.append(now)
        return None
