"""Comparing the timetable with the reckoning, zone by zone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizbot.domain.timetable import ALL_DAYS, Rule, Slot, slots
from tests.zones.reckoning import Reckoned, Stretch, reckon, stretches

_WRITTEN = (
    *("00:00", "00:30", "01:59:59", "02:00", "02:30", "03:00", "09:00", "12:30", "23:30"),
    "23:59:59",
)
TIMES = tuple(map(time.fromisoformat, _WRITTEN))
WEEKDAYS, TUESDAYS, WEEKENDS = frozenset(range(5)), frozenset({1}), frozenset({5, 6})
SOME_DAYS = (WEEKDAYS, TUESDAYS, WEEKENDS)
MARGIN = timedelta(days=4)


@dataclass(slots=True)
class Outcome:
    """What was checked and met, and every violation in words."""

    zones: int = 0
    dates: int = 0
    gaps: int = 0
    overlaps: int = 0
    absent: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.zones += other.zones
        self.dates += other.dates
        self.gaps += other.gaps
        self.overlaps += other.overlaps
        self.absent += other.absent
        self.violations += other.violations


def check_zone(name: str, first: date, last: date, times: Iterable[time] = TIMES) -> Outcome:
    """Check one zone: each time on all days, and on some days only."""
    zone = ZoneInfo(name)
    midnight = datetime.combine(first, time(), UTC)
    end = datetime.combine(last, time(), UTC) + MARGIN
    known = stretches(zone, midnight - MARGIN, end)
    outcome = Outcome(zones=1)
    for place, at in enumerate(times):
        for days in (ALL_DAYS, SOME_DAYS[place % len(SOME_DAYS)]):
            _compare(outcome, known, Rule(at, zone, days), first, last)
    return outcome


def _compare(outcome: Outcome, known: list[Stretch], rule: Rule, first: date, last: date) -> None:
    expected = list(reckon(known, rule.at, rule.days, first, last))
    start = expected[0].due - timedelta(seconds=1)
    found = list(itertools.takewhile(lambda slot: slot.day <= last, slots(rule, start)))
    outcome.dates += len(expected)
    outcome.gaps += sum(one.skipped for one in expected)
    outcome.overlaps += sum(one.repeated for one in expected)
    if rule.days == ALL_DAYS:
        outcome.absent += (last - first).days + 1 - len(expected)
    outcome.violations += _differences(rule, expected, found)


def _differences(rule: Rule, expected: list[Reckoned], found: list[Slot]) -> list[str]:
    where = f"{rule.zone.key} {rule.at}"
    wrong = [
        f"{where}: {one.day} is due {slot.due}, reckoned {one.day} {one.due}"
        for one, slot in zip(expected, found, strict=False)
        if (one.day, one.due) != (slot.day, slot.due)
    ]
    if len(expected) != len(found):
        wrong.append(f"{where}: {len(found)} slots, reckoned {len(expected)}")
    wrong += [
        f"{where}: {later.day} is not due after {earlier.day}"
        for earlier, later in itertools.pairwise(found)
        if later.due <= earlier.due
    ]
    wrong += [
        f"{where}: {slot.day} is due before its local time"
        for slot in found
        if slot.due.astimezone(rule.zone).replace(tzinfo=None) < datetime.combine(slot.day, rule.at)
    ]
    return wrong
