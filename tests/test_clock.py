from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from quizbot import clock
from tests.conftest import HANGS


async def test_the_clock_ticks_and_a_failing_tick_does_not_stop_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock, "EVERY_SECONDS", 0.01)
    seen: list[datetime] = []
    finished: list[int] = []
    thrice = asyncio.Event()

    async def tick(now: datetime) -> None:
        seen.append(now)
        if len(seen) == 3:
            thrice.set()
        raise ValueError("a tick that fails")

    async def finish() -> None:
        finished.append(len(seen))

    async with clock.ticking(tick, finish):
        await asyncio.wait_for(thrice.wait(), HANGS)
    assert finished == [len(seen)]
    assert all(moment.tzinfo is UTC for moment in seen)
    assert "a tick that fails" in caplog.text
