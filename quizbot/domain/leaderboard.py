"""Boards: the periods a day belongs to, and places with ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """Over which time a board counts."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's place on a board; equal points share a place (1, 2, 2, 4)."""

    place: int
    user_id: int
    name: str
    points: int


class WeekStart(StrEnum):
    """The day on which a server's weeks begin."""

    MONDAY = "monday"
    SUNDAY = "sunday"


def period_key(period: Period, day: date, week_start: WeekStart = WeekStart.MONDAY) -> str:
    """Return the name of the period of ``day``: ``2026-W47`` (ISO 8601), ``2026-11`` or ``all``.

    A week that begins on Sunday has the number of the ISO week whose Monday it holds and an S for
    the W, so that the two kinds are never taken for each other.
    """
    if period is Period.WEEK:
        sundays = week_start is WeekStart.SUNDAY
        year, week, _ = (day + timedelta(days=1) if sundays else day).isocalendar()
        return f"{year}-{'S' if sundays else 'W'}{week:02}"
    return f"{day:%Y-%m}" if period is Period.MONTH else Period.ALL.value


def places(first: int, offset: int, points: Sequence[int]) -> list[int]:
    """Return the place of each of these points, best first; equal points share a place.

    ``offset`` members stand before them, and ``first`` is the place of the first of them, which it
    may share with some of those.
    """
    found: list[int] = []
    for number, these in enumerate(points):
        if number == 0:
            found.append(first)
        else:
            shared = these == points[number - 1]
            found.append(found[-1] if shared else offset + number + 1)
    return found
