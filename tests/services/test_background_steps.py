"""Steps have an owner: one at a time for each challenge, heard, awaited, broken off at the end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from quizbot.services import background_steps
from quizbot.services.background_steps import Asides, Rest, Steps
from tests.services.channel import Killed


async def nothing() -> None:
    """Take no time."""


async def test_a_second_step_for_a_challenge_waits_for_the_first() -> None:
    under_way, go, order = Steps(), asyncio.Event(), []

    async def first() -> None:
        await go.wait()
        order.append("first")

    async def second() -> None:
        order.append("second")

    async def other() -> None:
        order.append("other")
        go.set()

    for challenge_id, step in ((1, first), (1, second), (2, other)):
        under_way.begin(challenge_id, step)
    assert (1 in under_way, 3 in under_way, len(under_way)) == (True, False, 3)
    await under_way.settle()
    assert order == ["other", "first", "second"]
    assert len(under_way) == 0


async def test_room_ends_where_too_much_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_steps, "MOST_STEPS", 2)
    under_way = Steps()
    for challenge_id in (1, 2, 3):
        under_way.begin(challenge_id, nothing)
    assert under_way.room == 0
    await under_way.settle()
    assert under_way.room == 2


@pytest.mark.parametrize(
    ("under_way", "room"), [(0, 150), (100, 50), (120, 40), (400, 40), (480, 20), (500, 0)]
)
async def test_room_is_narrow_where_many_wait_already(under_way: int, room: int) -> None:
    waiting = Steps()
    for challenge_id in range(under_way):
        waiting.begin(challenge_id, nothing)
    assert waiting.room == room
    await waiting.settle()


async def test_an_error_is_for_who_waits_and_stops_no_other() -> None:
    under_way, done = Steps(), []

    async def fail() -> None:
        raise ValueError("mine")

    async def work() -> None:
        done.append(True)

    failing = under_way.begin(1, fail)
    under_way.begin(1, work)
    await under_way.settle()
    with pytest.raises(ValueError, match="mine"):
        await failing
    assert done == [True]


async def test_the_end_of_the_process_is_not_swallowed() -> None:
    under_way = Steps()

    async def die() -> None:
        raise Killed

    under_way.begin(1, die)
    with pytest.raises(Killed):
        await under_way.settle()


async def test_what_nobody_waits_for_rests_when_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    steps, now = Steps(), datetime(2026, 11, 21, tzinfo=UTC)
    asides, begun = Asides(steps, Rest("the round")), []

    async def fail(now: datetime) -> None:
        begun.append(now)
        raise ValueError("a fault nobody foresaw")

    for second in range(60):
        asides.begin("notices", fail, now + timedelta(seconds=second))
        await steps.settle()
    assert begun == [now, now + timedelta(seconds=30)]
    assert [record.exc_info is not None for record in caplog.records] == [True, True]


async def test_at_the_end_what_takes_too_long_is_broken_off() -> None:
    under_way, begun, ended = Steps(), asyncio.Event(), []

    async def hang() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    under_way.begin(1, nothing)
    under_way.begin(2, hang)
    under_way.begin(2, nothing)
    await begun.wait()
    await under_way.finish(0.01)
    assert ended == [True]
    assert len(under_way) == 0


async def test_others_run_between_the_first_acts_of_steps() -> None:
    """Fifty messages are not written in one turn of the event loop."""
    steps = Steps()
    turns: list[int] = []
    turn = 0

    async def count() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    async def act() -> None:
        turns.append(turn)

    counting = asyncio.create_task(count())
    for number in range(50):
        steps.begin(number, act)
    await steps.settle()
    counting.cancel()
    assert len(set(turns)) == 50
    assert turns == sorted(turns)
