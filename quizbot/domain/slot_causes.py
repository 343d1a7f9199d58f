"""Slots that were not posted, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

SHOWN_FOR = timedelta(days=14)
"""So long `/schedule list` shows a missed slot."""


class Cause(StrEnum):
    """Why a slot was not posted, as it is stored."""

    NOT_RUNNING = "not_running"
    MOVED = "moved"
    NO_QUESTION = "no_question"
    REFUSED = "refused"
    """Discord refused; what it said goes with it."""


CAUSE_WORDS = {
    Cause.NOT_RUNNING: "the bot was not running",
    Cause.MOVED: "the schedule was changed to a time already past",
    Cause.NO_QUESTION: (
        "No question fits this schedule; widen its topics or levels, or add questions."
    ),
}


@dataclass(frozen=True, slots=True)
class Missed:
    """The local ``day`` of a slot that was not posted, and why.

    ``detail`` is what Discord refused with.
    """

    day: date
    cause: Cause
    detail: str = ""

    @property
    def why(self) -> str:
        """The reason in words."""
        return self.detail or CAUSE_WORDS.get(self.cause, "Discord did not take it")


def say(missed: Sequence[Missed]) -> list[str]:
    """Return a line for each run of slots missed for the same reason, oldest first."""
    return [_line([one.day for one in run], why) for why, run in groupby(missed, _why)]


def _why(missed: Missed) -> str:
    return missed.why


def _line(days: Sequence[date], why: str) -> str:
    if len(days) == 1:
        return f"{days[0]}: {why}"
    return f"{days[0]} to {days[-1]} ({len(days)} questions): {why}"
