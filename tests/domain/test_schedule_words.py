from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain import schedule_words
from quizbot.errors import Refusal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        (" 21.30 ", time(21, 30)),
        ("23:59", time(23, 59)),
        ("9am", time(9)),
        ("12 AM", time(0)),
        ("9:30pm", time(21, 30)),
    ],
)
def test_read_time(text: str, expected: time) -> None:
    assert schedule_words.read_time(text) == expected


@pytest.mark.parametrize(
    "text", ["25:00", "9", "12:60", "noon", "", "24:00", "-1:00", "13pm", "0am"]
)
def test_bad_times_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refusal, match="such as 09:00"):
        schedule_words.read_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily", "0123456"),
        ("Weekdays", "01234"),
        ("weekends", "56"),
        ("mon, wed fri", "024"),
        ("Monday,sunday", "06"),
        ("mon-thu", "0123"),
        ("fri - mon", "0456"),
        ("sat-sat", "5"),
        ("monday to friday", "01234"),
        ("mon and wed", "02"),
        ("weekend", "56"),
    ],
)
def test_read_days(text: str, expected: str) -> None:
    assert "".join(map(str, sorted(schedule_words.read_days(text)))) == expected


@pytest.mark.parametrize("text", ["", "someday", "mon-", "1,2", "monkey", "mo"])
def test_bad_days_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="days such as mon, wed, fri"):
        schedule_words.read_days(text)


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_are_said_as_they_are_read(days: frozenset[int]) -> None:
    assert schedule_words.read_days(schedule_words.say_days(days)) == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12h", timedelta(hours=12)),
        ("90m", timedelta(minutes=90)),
        ("1d 6h", timedelta(hours=30)),
        ("10 min", timedelta(minutes=10)),
        ("7D", timedelta(days=7)),
        ("12 hours", timedelta(hours=12)),
        ("1 day 30 minutes", timedelta(days=1, minutes=30)),
    ],
)
def test_read_delay(text: str, expected: timedelta) -> None:
    assert schedule_words.read_delay(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "12", "5m", "8d", "12 parsecs", "99999d"])
def test_bad_delays_are_refused(text: str) -> None:
    with pytest.raises(Refusal):
        schedule_words.read_delay(text)


@given(st.integers(10, 7 * 24 * 60))
def test_delays_are_said_as_they_are_read(minutes: int) -> None:
    delay = timedelta(minutes=minutes)
    assert schedule_words.read_delay(schedule_words.say_delay(delay)) == delay


@pytest.mark.parametrize(("text", "hours"), [("6h", 6), ("1d", 24), ("30m", 0.5), ("10m", 1 / 6)])
def test_read_late(text: str, hours: float) -> None:
    assert schedule_words.read_late(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "late", "9m", "0h", "25h", "2d"])
def test_bad_late_limits_are_refused(text: str) -> None:
    with pytest.raises(Refusal):
        schedule_words.read_late(text)


def test_zones() -> None:
    assert schedule_words.read_zone("europe/berlin") == "Europe/Berlin"
    assert schedule_words.read_zone(" America/new york ") == "America/New_York"
    assert schedule_words.read_zone("utc") == "UTC"
    assert schedule_words.find_zones("berl")[0] == "Europe/Berlin"
    assert len(schedule_words.find_zones("")) == 25
    assert all(schedule_words.read_zone(zone) == zone for zone in schedule_words.find_zones(""))
    assert schedule_words.read_zone("new york") == "America/New_York"
    with pytest.raises(Refusal, match=r"Did you mean Europe/Berlin\?"):
        schedule_words.read_zone("Berlln")
    with pytest.raises(Refusal, match="Continent/City"):
        schedule_words.read_zone("Middle-earth/Shire")
