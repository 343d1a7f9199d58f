"""What one person sends is served in order, and holds up nobody else."""

from __future__ import annotations

import asyncio

from quizbot.ui.in_order import InOrder


async def test_one_after_another_and_others_beside() -> None:
    order, go, served = InOrder(), asyncio.Event(), list[str]()

    async def serve(who: int, what: str) -> None:
        async with order.turn(who):
            if what == "first":
                await go.wait()
            served.append(f"{who} {what}")

    tasks = [asyncio.create_task(serve(*act)) for act in ((1, "first"), (1, "second"), (2, "own"))]
    await tasks[2]
    assert served == ["2 own"]
    go.set()
    await asyncio.gather(*tasks)
    assert served == ["2 own", "1 first", "1 second"]


async def test_an_act_that_fails_lets_the_next_one_come() -> None:
    order = InOrder()

    async def fail() -> None:
        async with order.turn(1):
            raise ValueError

    await asyncio.gather(fail(), fail(), return_exceptions=True)
    async with order.turn(1):
        pass
