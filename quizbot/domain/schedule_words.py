"""Times, days, delays and zones as people write them.

What cannot be read is refused with an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from quizbot.domain.schedule import LONGEST_LATE, LONGEST_REVEAL, SHORTEST_LATE, SHORTEST_REVEAL
from quizbot.domain.timetable import ALL_DAYS
from quizbot.errors import Refusal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED_DAYS = {
    "daily": ALL_DAYS,
    "every day": ALL_DAYS,
    "weekday": frozenset(range(5)),
    "weekdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
}
_UNIT = re.compile(r"(\d{1,5})(minutes?|mins?|m|hours?|h|days?|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


_COMMON_ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Istanbul", "Africa/Lagos"),
    *("Africa/Cairo", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata"),
    *("Asia/Dhaka", "Asia/Jakarta", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo"),
    *("Asia/Seoul", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "America/Mexico_City",
)
"""What is offered before anything is typed; as many as one completion holds."""


def read_time(text: str) -> time:
    """Read a time of day such as ``09:00``, ``9:05`` or ``21.30``.

    Raises:
        Refusal: it is no time of day.
    """
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", text.strip().casefold())
    if match and (match[2] or match[3]):
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[3] == "pm" else 0)
        elif match[3]:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refusal(
        f'"{text[:20]}" is not a time of day. '
        "Write it as hours and minutes, 00:00 to 23:59, such as 09:00."
    )


def read_days(text: str) -> frozenset[int]:
    """Read days such as ``daily``, ``weekdays``, ``mon, wed, fri`` or ``mon-thu``; 0 is Monday.

    Raises:
        Refusal: a day is not known.
    """
    wanted = text.strip().casefold()
    if wanted in _NAMED_DAYS:
        return _NAMED_DAYS[wanted]
    days: set[int] = set()
    plain = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", re.sub(r"\band\b", ",", wanted))
    for part in re.split(r"[,\s]+", plain):
        first, dash, last = part.partition("-")
        start, end = _day(first), _day(last if dash else first)
        days.update(day % 7 for day in range(start, end + 1 + (7 if end < start else 0)))
    return frozenset(days)


def _day(word: str) -> int:
    for day, name in enumerate(_LONG_DAYS):
        if len(word) >= 3 and name.startswith(word):
            return day
    raise Refusal(
        f'"{word[:20]}" is not a day I know. '
        "Write daily, weekdays, weekends, or days such as mon, wed, fri."
    )


def say_days(days: Iterable[int]) -> str:
    """Write days as a person would: ``every day``, ``weekdays``, ``mon, wed``."""
    chosen = frozenset(days)
    if chosen == ALL_DAYS:
        return "every day"
    for name in ("weekdays", "weekends"):
        if chosen == _NAMED_DAYS[name]:
            return name
    return ", ".join(DAYS[day] for day in sorted(chosen))


def read_delay(text: str) -> timedelta:
    """Read the time from question to model answer, such as ``12h``, ``90m`` or ``2d 6h``.

    Raises:
        Refusal: it cannot be read, or is not between 10 minutes and 7 days.
    """
    delay = _read_length(text)
    if not SHORTEST_REVEAL <= delay <= LONGEST_REVEAL:
        raise Refusal(
            "The model answer can come 10 minutes to 7 days after the question; "
            "choose a time between."
        )
    return delay


def read_late(text: str) -> timedelta:
    """Read how late a question may be posted, such as ``6h`` or ``30m``.

    Raises:
        Refusal: it cannot be read, or is not between 10 minutes and 1 day.
    """
    late = _read_length(text)
    if not SHORTEST_LATE <= late <= LONGEST_LATE:
        raise Refusal(
            "A question can be posted up to 10 minutes late at least and 1 day late at most; "
            "choose a time between."
        )
    return late


def _read_length(text: str) -> timedelta:
    compact = text.replace(" ", "").casefold()
    parts = _UNIT.findall(compact)
    if not parts or "".join(n + unit for n, unit in parts) != compact:
        raise Refusal(
            f'"{text[:20]}" is not a length of time I can read. Write it such as 12h, 90m or 1d.'
        )
    return sum((timedelta(**{_UNITS[unit[0]]: int(n)}) for n, unit in parts), timedelta())


def say_delay(delay: timedelta) -> str:
    """Write a length of time such as ``12 h``, ``1 d 6 h`` or ``1 h 30 min``."""
    minutes = round(delay.total_seconds() / 60)
    parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 min"


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all time zones that people choose from, in order."""
    everywhere = available_timezones()
    named = [name for name in everywhere if "/" in name and not name.startswith("Etc/")]
    return (*sorted(named), "UTC")


def read_zone(text: str) -> str:
    """Return the IANA name of a time zone, whatever its capitals.

    Raises:
        Refusal: there is no such zone; the sentence offers the nearest one.
    """
    wanted = text.strip().casefold().replace(" ", "_")
    by_name = {name.casefold(): name for name in zones()}
    if wanted in by_name:
        return by_name[wanted]
    cities = {name.rsplit("/", 1)[-1]: name for name in reversed(by_name)}
    if wanted in cities:
        return by_name[cities[wanted]]
    city = get_close_matches(wanted.rsplit("/", 1)[-1], cities, 1, 0.75) if len(wanted) > 4 else []
    hint = f" Did you mean {by_name[cities[city[0]]]}?" if city else ""
    raise Refusal(
        f'There is no time zone "{text[:40]}".{hint} '
        "Write it as Continent/City, such as Europe/Berlin, or type a city and choose."
    )


def find_zones(part: str, limit: int = 25) -> list[str]:
    """Return the zones whose name holds ``part``.

    Those that begin with it, or whose city does, come first.
    """
    wanted = part.strip().casefold().replace(" ", "_")
    if not wanted:
        return list(_COMMON_ZONES)
    found = [name for name in zones() if wanted in name.casefold()]
    return sorted(found, key=lambda name: not _begins(name.casefold(), wanted))[:limit]


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or name.rsplit("/", 1)[-1].startswith(wanted)
