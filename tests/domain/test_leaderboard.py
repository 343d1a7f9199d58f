from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.leaderboard import Period, period_key, places


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        ("2026-11-21", "2026-W47", "2026-11"),
        ("2026-12-31", "2026-W53", "2026-12"),
        ("2027-01-01", "2026-W53", "2027-01"),  # the week belongs to the old year
        ("2027-01-04", "2027-W01", "2027-01"),
        ("2024-12-30", "2025-W01", "2024-12"),
    ],
)
def test_periods(day: str, week: str, month: str) -> None:
    moment = date.fromisoformat(day)
    assert period_key(Period.WEEK, moment) == week
    assert period_key(Period.MONTH, moment) == month
    assert period_key(Period.ALL, moment) == "all"


@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(1, 12))
def test_places_are_the_same_on_whatever_page(points: list[int], page: int) -> None:
    """A place is one more than how many have more points, wherever the pages are cut."""
    board = sorted(points, reverse=True)
    whole = [1 + sum(other > one for other in board) for one in board]
    for offset in range(0, len(board), page):
        part = board[offset : offset + page]
        assert places(whole[offset], offset, part) == whole[offset : offset + page]
