"""When a schedule is due: local times of a zone turned into moments.

A local time that a clock change skips is due at the first moment after the gap; one that occurs
twice is due the first time. A local date that does not exist in a zone (Samoa, 30 December 2011)
has no slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Rule:
    """Post at this local ``at`` on these ``days`` (0 is Monday) in this ``zone``."""

    at: time
    zone: ZoneInfo
    days: frozenset[int] = ALL_DAYS


@dataclass(frozen=True, slots=True)
class Slot:
    """One due date of a schedule: the local ``day`` and the moment (UTC) it is due."""

    day: date
    due: datetime


def moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return the first moment (UTC) when the local clock of ``day`` shows ``at`` or has passed it.

    Returns None where the day does not exist in the zone.
    """
    early = datetime.combine(day, at, zone).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at):
        return early
    after = _end_of_gap(day, at, zone)
    around = {after, after - timedelta(seconds=1)}  # a gap may end at midnight
    return after if day in {end.astimezone(zone).date() for end in around} else None


def _end_of_gap(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment of the clock change that skips this local time, to the second.

    The two readings of a skipped time (with the offset before and after the change) enclose the
    change.
    """
    readings = [
        datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)
    ]
    low, high = min(readings), max(readings)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def slots(rule: Rule, after: datetime) -> Iterator[Slot]:
    """Yield the slots of a rule due later than ``after`` (aware), in order, without end."""
    if not rule.days:
        return
    day = after.astimezone(rule.zone).date() - timedelta(days=1)
    while True:
        if day.weekday() in rule.days:
            due = moment(day, rule.at, rule.zone)
            if due is not None and due > after:
                yield Slot(day, due)
        day += timedelta(days=1)


def next_slot(rule: Rule, after: datetime, last: date | None = None) -> Slot:
    """Return the first slot due later than ``after`` (aware); a rule has at least one day.

    It is of a later date than ``last``, where that is given.
    """
    return next(slot for slot in slots(rule, after) if last is None or slot.day > last)


def passed_over(before: Rule, pending: datetime, after: Rule, following: Slot) -> list[Slot]:
    """Return the slots that a change of rule leaves out.

    They are those of the rule ``after`` whose date was still to come when the rule ``before`` was
    next due at ``pending``, and is earlier than that of the ``following`` slot: their new time has
    passed already.
    """
    first = next_slot(before, pending - timedelta(seconds=1)).day
    start = datetime.combine(first, time(), after.zone) - timedelta(days=2)
    until = takewhile(lambda slot: slot.day < following.day, slots(after, start))
    return [slot for slot in until if slot.day >= first]
