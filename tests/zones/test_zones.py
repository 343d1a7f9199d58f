"""A sample of ``python -m tests.zones``: zones with every kind of change, and a few of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizbot.domain.schedule_words import zones
from tests.zones.check import check_zone
from tests.zones.reckoning import reckon, stretches

ODD = (
    *("Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "Africa/Casablanca", "Australia/Lord_Howe"),
    *("America/Nuuk", "America/Havana", "America/Santiago", "Antarctica/Troll", "Asia/Gaza"),
    *("Pacific/Chatham", "Pacific/Apia", "Asia/Kathmandu", "UTC"),
)
FEW_TIMES = (time(0), time(0, 30), time(2, 30), time(23, 59, 59))


@pytest.mark.parametrize("zone", ODD)
def test_a_year_and_a_half_of_an_odd_zone(zone: str) -> None:
    outcome = check_zone(zone, date(2026, 1, 1), date(2027, 6, 30), FEW_TIMES)
    assert outcome.violations == []
    assert outcome.dates > 2000


@pytest.mark.parametrize("zone", zones()[::40])
def test_a_year_of_some_other_zone(zone: str) -> None:
    assert check_zone(zone, date(2028, 1, 1), date(2028, 12, 31), FEW_TIMES).violations == []


def test_the_week_in_which_samoa_had_no_friday() -> None:
    outcome = check_zone("Pacific/Apia", date(2011, 12, 20), date(2012, 1, 10))
    assert outcome.violations == []
    assert outcome.absent == 10


@pytest.mark.parametrize(
    ("day", "at", "due", "skipped", "repeated"),
    [
        ("2026-03-29", "02:30", "2026-03-29T01:00", True, False),
        ("2026-10-25", "02:30", "2026-10-25T00:30", False, True),
        ("2026-10-25", "03:00", "2026-10-25T02:00", False, False),
        ("2026-07-01", "00:00", "2026-06-30T22:00", False, False),
    ],
)
def test_the_reckoning_itself(day: str, at: str, due: str, skipped: bool, repeated: bool) -> None:
    berlin = stretches(
        ZoneInfo("Europe/Berlin"),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
    )
    assert len(berlin) == 3
    date_ = date.fromisoformat(day)
    days = frozenset({date_.weekday()})
    [slot] = reckon(berlin, time.fromisoformat(at), days, date_, date_)
    assert slot.due == datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert (slot.skipped, slot.repeated) == (skipped, repeated)
    assert slot.due.utcoffset() == timedelta()
