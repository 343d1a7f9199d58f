from __future__ import annotations

from datetime import date, timedelta

from quizbot.domain.slot_missed import Missed, say

FIRST = date(2026, 11, 20)


def test_runs_of_one_reason_are_one_line() -> None:
    reasons = ["down", "down", "down", "no question", "down"]
    missed = [Missed(FIRST + timedelta(days=n), why) for n, why in enumerate(reasons)]
    assert say(missed) == [
        "2026-11-20 to 2026-11-22 (3 questions): down",
        "2026-11-23: no question",
        "2026-11-24: down",
    ]
    assert say([]) == []
