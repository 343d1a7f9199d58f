"""A request that takes too long is not waited for, and goes on."""

from __future__ import annotations

import asyncio

import pytest

from quizbot.ui.late_requests import LateRequests


async def test_what_is_late_goes_on_to_its_end() -> None:
    late, may_end, ended = LateRequests(), asyncio.Event(), asyncio.Event()

    async def request() -> None:
        await may_end.wait()
        ended.set()

    with pytest.raises(TimeoutError):
        await late.within(0.0, request())
    may_end.set()
    await ended.wait()


async def test_what_is_in_time_is_returned_or_raised() -> None:
    async def request(error: Exception | None = None) -> str:
        if error:
            raise error
        return "answer"

    late = LateRequests()
    assert await late.within(10.0, request()) == "answer"
    with pytest.raises(ValueError, match="no"):
        await late.within(10.0, request(ValueError("no")))
