from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.schedule_words import zones
from quizbot.domain.timetable import ALL_DAYS, Rule, moment, next_slot, slots

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", "2026-11-21", "09:00", "2026-11-21T08:00"),
        ("Europe/Berlin", "2026-07-01", "09:00", "2026-07-01T07:00"),
        # spring forward: 02:30 does not exist, the first moment after the gap is 03:00 summer time
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),
        # autumn: 02:30 comes twice, the first one counts
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        # midnight itself is skipped
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00"),
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00"),
        # half an hour of summer time
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
        # the gap ends at midnight, when the day is over
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00"),
        ("Asia/Kathmandu", "2026-01-01", "00:00", "2025-12-31T18:15"),
    ],
)
def test_moment(zone: str, day: str, at: str, expected: str) -> None:
    found = moment(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_that_does_not_exist_has_no_slot() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert moment(date(2011, 12, 30), time(9), apia) is None
    days = [
        slot.day.day
        for slot in itertools.islice(
            slots(Rule(time(9), apia), datetime(2011, 12, 28, tzinfo=apia)), 3
        )
    ]
    assert days == [28, 29, 31]


def test_a_rule_without_days_has_no_slots() -> None:
    rule = Rule(time(9), BERLIN, frozenset())
    assert list(slots(rule, datetime(2026, 1, 1, tzinfo=UTC))) == []


def test_the_present_slot_is_not_the_next() -> None:
    due = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    rule = Rule(time(9), BERLIN)
    assert next_slot(rule, due - timedelta(seconds=1)).due == due
    assert next_slot(rule, due).due == due + timedelta(days=1)


def test_only_the_chosen_days() -> None:
    rule = Rule(time(9), BERLIN, frozenset({0, 4}))
    found = itertools.islice(slots(rule, datetime(2026, 11, 21, tzinfo=UTC)), 4)
    assert [slot.day.isoformat() for slot in found] == [
        "2026-11-23",
        "2026-11-27",
        "2026-11-30",
        "2026-12-04",
    ]


@given(
    zone=st.sampled_from(zones()),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    start=st.dates(date(2015, 1, 1), date(2034, 12, 1)),
)
def test_one_slot_per_day_in_order_never_early(zone: str, at: time, start: date) -> None:
    info = ZoneInfo(zone)
    after = datetime.combine(start, time(0), info)
    found = list(itertools.islice(slots(Rule(at, info, ALL_DAYS), after), 40))
    assert all(a.due < b.due for a, b in itertools.pairwise(found))
    assert len({slot.day for slot in found}) == 40
    missing = (found[-1].day - found[0].day).days + 1 - 40
    assert missing == 0 or zone.startswith(("Pacific", "Antarctica", "America", "Asia"))
    for slot in found:
        local = slot.due.astimezone(info)
        assert slot.day in (local.date(), (local - timedelta(seconds=1)).date())
        assert local.replace(tzinfo=None) >= datetime.combine(slot.day, at)
        earlier = (slot.due - timedelta(seconds=1)).astimezone(info).replace(tzinfo=None)
        assert earlier < datetime.combine(slot.day, at)
