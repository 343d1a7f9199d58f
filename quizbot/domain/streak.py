"""Streaks: how many slots of a schedule in a row a member answered.

A streak is the longest run of slots up to now in which no 14 in a row hold two that were missed:
one missed slot in 14 is forgiven. Its length is the number of those answered. Only slots whose
model answer stands count; which they are is for the storage to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WINDOW = 14


@dataclass(frozen=True, slots=True)
class Streak:
    """How many slots were answered and how many ``missed`` ones forgiven.

    ``ended`` tells whether a second missed slot ends it, so that earlier ones cannot add to it.
    """

    length: int = 0
    missed: int = 0
    ended: bool = False


NONE = Streak()


def streak(answered: Iterable[bool]) -> Streak:
    """Return the streak of slots, the newest first; each was ``answered`` or missed."""
    length = missed = 0
    last_missed: int | None = None
    for place, one in enumerate(answered):
        if one:
            length += 1
        elif last_missed is not None and place - last_missed < WINDOW:
            return Streak(length, missed, ended=True)
        else:
            missed, last_missed = missed + 1, place
    return Streak(length, missed)
