"""Boards: the periods a day belongs to, and places with ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


def period_key(period: Period, day: date) -> str:
    """Return the name of the period of ``day``: ``2026-W47`` (ISO 8601), ``2026-11`` or ``all``."""
    if period is Period.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day:%Y-%m}" if period is Period.MONTH else Period.ALL.value
