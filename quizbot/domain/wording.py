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

from quizbot.domain.schedule import LONGEST_REVEAL, SHORTEST_REVEAL
from quizbot.domain.timetable import ALL_DAYS
from quizbot.errors import Refusal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED_DAYS = {
    "daily": ALL_DAYS,
    "every day": ALL_DAYS,
    "weekdays": frozenset(range(5)),
    "weekends": frozenset({5, 6}),
}
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def read_time(text: str) -> time:
    """Read a time of day such as ``09:00``, ``9:05`` or ``21.30``.

    Raises:
        Refusal: it is no time of day.
    """
    match = re.fullmatch(r"\s*(\d{1,2})[:.h](\d{2})\s*", text)
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
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
    for part in re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", wanted)):
        first, _, last = part.partition("-")
        start, end = _day(first, text), _day(last or first, text)
        days.update(day % 7 for day in range(start, end + 1 + (7 if end < start else 0)))
    return frozenset(days)


def _day(word: str, text: str) -> int:
    if word[:3] in DAYS:
        return DAYS.index(word[:3])
    raise Refusal(
        f'"{text[:40]}" are no days I know. '
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
    compact = text.replace(" ", "").casefold()
    parts = re.findall(r"(\d{1,5})(min|m|h|d)", compact)
    if not parts or "".join(n + unit for n, unit in parts) != compact:
        raise Refusal(
            f'"{text[:20]}" is not a length of time I can read. Write it such as 12h, 90m or 1d.'
        )
    delay = sum((timedelta(**{_UNITS[unit]: int(n)}) for n, unit in parts), timedelta())
    if not SHORTEST_REVEAL <= delay <= LONGEST_REVEAL:
        raise Refusal(
            "The model answer can come 10 minutes to 7 days after the question; "
            "choose a time between."
        )
    return delay


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
    cities = {name.rsplit("/", 1)[-1]: name for name in by_name}
    near = get_close_matches(wanted, by_name, 1, 0.6) or get_close_matches(
        wanted.rsplit("/", 1)[-1], cities, 1, 0.6
    )
    hint = f" Did you mean {by_name[cities.get(near[0], near[0])]}?" if near else ""
    raise Refusal(
        f'There is no time zone "{text[:40]}".{hint} '
        "Write it as Continent/City, such as Europe/Berlin."
    )


def find_zones(part: str, limit: int = 25) -> list[str]:
    """Return the zones whose name holds ``part``.

    Those that begin with it, or whose city does, come first.
    """
    wanted = part.strip().casefold().replace(" ", "_")
    found = [name for name in zones() if wanted in name.casefold()]
    return sorted(found, key=lambda name: not _begins(name.casefold(), wanted))[:limit]


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or name.rsplit("/", 1)[-1].startswith(wanted)
