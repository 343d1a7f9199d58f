"""Discord's global limit: so many requests of a bot within any second, 429 for each one beyond."""

from __future__ import annotations

import math
from bisect import bisect_left, insort

PER_SECOND = 50


class GlobalLimit:
    """Counts what was let through within any second; stricter than counting by the clock.

    Once it has refused ``most`` requests, it lets all through.
    """

    def __init__(self, per_second: int = PER_SECOND, most: float = math.inf) -> None:
        self._per_second = per_second
        self._most = most
        self._let_through: list[float] = []
        self.refused = 0

    def retry_after(self, sent_at: float) -> float | None:
        """Let a request through (None), or return in how many seconds it may come again."""
        before = bisect_left(self._let_through, sent_at)
        oldest = before - self._per_second
        if self.refused < self._most and oldest >= 0 and sent_at - self._let_through[oldest] < 1:
            self.refused += 1
            return 1 - (sent_at - self._let_through[oldest])
        insort(self._let_through, sent_at)
        return None
