"""When a local time of a day comes, reckoned from the stretches between a zone's clock changes.

It asks the zone only what its clock shows at a moment (UTC), which is never in doubt; what the
bot's own timetable asks, the moment of a local time, is worked out here by comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(hours=1)
"""No zone changes its clock twice within this."""
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time without a change: its first moment and its end (UTC), and the offset in it."""

    start: datetime
    end: datetime
    offset: timedelta

    @property
    def first(self) -> datetime:
        """What the local clock shows at the start (naive)."""
        return self.start.replace(tzinfo=None) + self.offset

    @property
    def last(self) -> datetime:
        """What the local clock would show at the end (naive)."""
        return self.end.replace(tzinfo=None) + self.offset


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The slot of a day: the moment it is due, and whether a change skipped or repeated it."""

    day: date
    due: datetime
    skipped: bool
    repeated: bool


def stretches(zone: ZoneInfo, start: datetime, end: datetime) -> list[Stretch]:
    """Return the stretches of a zone from ``start`` to ``end`` (UTC, whole hours)."""
    found: list[Stretch] = []
    begun, here, offset = start, start, _offset(zone, start)
    while here < end:
        later = _offset(zone, here + STEP)
        if later != offset:
            change = _change(zone, here, here + STEP)
            found.append(Stretch(begun, change, offset))
            begun, offset = change, later
        here += STEP
    return [*found, Stretch(begun, end, offset)]


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the later offset."""
    old = _offset(zone, before)
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def reckon(
    zone: list[Stretch], at: time, days: frozenset[int], first: date, last: date
) -> Iterator[Reckoned]:
    """Yield the slots of the days from ``first`` to ``last`` that exist in the zone."""
    passed = 0
    for number in range((last - first).days + 1):
        day = first + number * DAY
        wanted = datetime.combine(day, at)
        while zone[passed].last <= datetime.combine(day, time()) - 2 * DAY:
            passed += 1
        near = [one for one in zone[passed : passed + 8] if one.first < wanted + 2 * DAY]
        if day.weekday() in days and _exists(near, day):
            yield _slot(near, day, wanted)


def _exists(near: list[Stretch], day: date) -> bool:
    midnight = datetime.combine(day, time())
    return any(one.first < midnight + DAY and one.last > midnight for one in near)


def _slot(near: list[Stretch], day: date, wanted: datetime) -> Reckoned:
    shown = [one for one in near if one.first <= wanted < one.last]
    if shown:
        due = shown[0].start + (wanted - shown[0].first)
        return Reckoned(day, due, skipped=False, repeated=len(shown) > 1)
    after = next(one for one in near if one.first > wanted)
    return Reckoned(day, after.start, skipped=True, repeated=False)
