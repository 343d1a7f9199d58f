"""Slots that were not posted, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

SHOWN_FOR = timedelta(days=14)
"""So long `/schedule list` shows a missed slot."""

NOT_RUNNING = "the bot was not running"
MOVED = "the schedule was changed to a time already past"


@dataclass(frozen=True, slots=True)
class Missed:
    """The local ``day`` of a slot that was not posted, and the reason."""

    day: date
    why: str


def say(missed: Sequence[Missed]) -> list[str]:
    """Return a line for each run of slots missed for the same reason, oldest first."""
    return [_line([one.day for one in run], why) for why, run in groupby(missed, _why)]


def _why(missed: Missed) -> str:
    return missed.why


def _line(days: Sequence[date], why: str) -> str:
    if len(days) == 1:
        return f"{days[0]}: {why}"
    return f"{days[0]} to {days[-1]} ({len(days)} questions): {why}"
