from __future__ import annotations

from datetime import date

import pytest

from quizbot.domain.ranking import Period, period_key


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
