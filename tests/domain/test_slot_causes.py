from __future__ import annotations

from datetime import date, timedelta

from quizbot.domain.slot_causes import Cause, Missed, say

FIRST = date(2026, 11, 20)


def test_runs_of_one_reason_are_one_line() -> None:
    down, full = (Cause.NOT_RUNNING, ""), (Cause.REFUSED, "The channel is full.")
    reasons = [down, down, down, full, down]
    missed = [Missed(FIRST + timedelta(days=n), *why) for n, why in enumerate(reasons)]
    assert say(missed) == [
        "2026-11-20 to 2026-11-22 (3 questions): the bot was not running",
        "2026-11-23: The channel is full.",
        "2026-11-24: the bot was not running",
    ]
    assert say([]) == []
