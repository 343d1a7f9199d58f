"""An act that a moderator repeats within a minute with the same words asks first."""

from __future__ import annotations

from typing import Any

from tests.e2e.stage import Stage, labels, read, reply

YES = "Yes, once more"


async def count(stage: Stage, table: str) -> int:
    return int(await stage.app.shared.database.value(f"SELECT count(*) FROM {table}"))


async def points(stage: Stage, **changes: Any) -> Any:
    words = {"member": stage.ana, "points": 5, "reason": "r", **changes}
    return await stage.mod.slash(stage.channel, "points give", **words)


async def test_points(stage: Stage) -> None:
    assert "+5 noted" in read(await points(stage))
    asked = await points(stage)
    assert "the same reason just now" in read(asked)
    assert await count(stage, "ledger") == 1
    button = reply(asked)
    assert "+5 noted. ana has 10 points" in read(await stage.mod.click(button, label=YES))
    assert labels(asked) == []
    assert "+5 noted" in read(await points(stage, reason="another"))
    assert "+6 noted" in read(await points(stage, points=6))
    assert "+5 noted" in read(await points(stage, member=stage.bo))
    stage.clock.advance(minutes=1)
    assert "+5 noted" in read(await points(stage))


async def test_a_question(stage: Stage) -> None:
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule post-now")
    asked = await stage.mod.slash(stage.channel, "schedule post-now")
    assert "Question #1 was asked for just now" in read(asked)
    assert len(stage.messages()) == 1
    done = await stage.mod.click(reply(asked), label=YES)
    assert "Question #2 is in" in read(done)
    twice = await stage.mod.click(reply(asked), label=YES)
    assert "Question #2 was asked for just now" in read(twice)
    assert len(stage.messages()) == 2


async def test_a_reveal_does_not_take_the_next_question(stage: Stage) -> None:
    await stage.set_up()
    for _ in range(2):
        await stage.mod.slash(stage.channel, "schedule post-now")
        stage.clock.advance(minutes=1)
    assert "Question #2 is revealed" in read(await stage.mod.slash(stage.channel, "reveal"))
    asked = await stage.mod.slash(stage.channel, "reveal")
    assert "#1 is open here as well" in read(asked)
    states = "challenges WHERE state = 'open'"
    assert await count(stage, states) == 1
    assert "Question #1 is revealed" in read(await stage.mod.click(reply(asked), label=YES))
    assert await count(stage, states) == 0
    assert "nothing to reveal" in read(await stage.mod.slash(stage.channel, "reveal"))


async def test_a_cancelling_does_not_take_the_next_question(stage: Stage) -> None:
    await stage.set_up()
    for _ in range(2):
        await stage.mod.slash(stage.channel, "schedule post-now")
        stage.clock.advance(minutes=1)
    assert "#2 is cancelled" in read(await stage.mod.slash(stage.channel, "challenge cancel"))
    asked = read(await stage.mod.slash(stage.channel, "challenge cancel"))
    assert "/challenge cancel number:1 gives it up too" in asked
    shown = await stage.mod.slash(stage.channel, "challenge cancel", number=1)
    assert "#1 is cancelled" in read(shown)


async def test_a_schedule(stage: Stage) -> None:
    words = {"channel": stage.channel, "time": "10:00"}
    await stage.mod.slash(stage.channel, "schedule add", **words)
    asked = await stage.mod.slash(stage.channel, "schedule add", **words)
    assert "You made schedule 1 with the same plan just now" in read(asked)
    assert await count(stage, "schedules") == 1
    await stage.mod.slash(stage.channel, "schedule add", **{**words, "time": "11:00"})
    assert await count(stage, "schedules") == 2
    assert "The schedule is on" in read(await stage.mod.click(reply(asked), label=YES))
    assert await count(stage, "schedules") == 3
