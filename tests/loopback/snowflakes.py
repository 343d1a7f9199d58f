"""Ids as Discord makes them: the moment in the upper bits, so that they grow with time."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

from quizbot.clock import utc_now

EPOCH = 1_420_070_400_000
"""Discord's year 2015 in milliseconds since 1970."""
_COUNTED = 22


class Snowflakes:
    """A source of ids; a clock that is set back cannot make one smaller than the last."""

    def __init__(self, now: Callable[[], datetime] = utc_now) -> None:
        self._now = now
        self._count = itertools.count()
        self._newest = 0

    def __call__(self) -> int:
        self._newest = max(self._newest, int(self._now().timestamp() * 1000) - EPOCH)
        return self._newest << _COUNTED | next(self._count) % (1 << _COUNTED)


def moment(snowflake: int) -> datetime:
    """Return when an id was made."""
    return datetime.fromtimestamp(((snowflake >> _COUNTED) + EPOCH) / 1000, UTC)
