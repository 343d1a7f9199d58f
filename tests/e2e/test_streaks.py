"""A streak across weekends, the change to summer time, a restart and a missed day."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.e2e.stage import Stage, read


async def begin(stage: Stage, start: str, days: str) -> None:
    """Set up a schedule at nine in Berlin and let it be a minute before its first question."""
    stage.clock.moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, days=days)


async def next_question(stage: Stage) -> None:
    """Let time pass to the next question, hour by hour."""
    before = len(stage.messages())
    while len(stage.messages()) == before or "Question of the day" not in read(
        stage.messages()[-1]
    ):
        await stage.tick(hours=1)


async def footer(stage: Stage) -> str:
    shown = read(await stage.ana.slash(stage.channel, "leaderboard", period="all"))
    return next(line for line in shown.splitlines() if "points = " in line)


async def test_weekends_and_summer_time_break_nothing(stage: Stage) -> None:
    await begin(stage, "2027-03-25T07:00", "weekdays")
    asked = []
    for _ in range(4):
        await next_question(stage)
        asked.append(stage.clock().isoformat()[:16])
        await stage.answer(stage.ana, stage.messages()[-1], "Noise is added")
    assert "3 in a row" in await footer(stage)
    await stage.tick(hours=13)
    assert asked == ["2027-03-25T08:00", "2027-03-26T08:00", "2027-03-29T07:00", "2027-03-30T07:00"]
    assert "4 in a row" in await footer(stage)
    await stage.restart()
    assert "4 in a row" in await footer(stage)


async def test_one_missed_is_forgiven_and_a_second_is_not(stage: Stage) -> None:
    await begin(stage, "2026-11-21T07:00", "daily")
    for _ in range(3):
        await next_question(stage)
        await stage.answer(stage.ana, stage.messages()[-1], "Noise is added")
    await next_question(stage)
    missed = stage.messages()[-1]  # the third one was revealed before it came
    assert "3 in a row" in await footer(stage)
    await stage.tick(hours=13)
    assert "3 in a row" in await footer(stage)
    shown = read(await stage.ana.click(missed, label="My result"))
    assert "You still have 3 in a row: one missed in 14 is forgiven." in shown
    await next_question(stage)
    await stage.answer(stage.ana, stage.messages()[-1], "Noise is removed")
    await stage.tick(hours=13)
    result = await stage.ana.click(stage.messages()[-1], label="My result")
    assert "Question #5 · 4 in a row" in read(result)
    for _ in range(2):
        await next_question(stage)
        await stage.tick(hours=13)
    assert "in a row" not in await footer(stage)


async def test_days_without_the_bot_break_nothing(stage: Stage) -> None:
    await begin(stage, "2026-11-21T07:00", "daily")
    for _ in range(2):
        await next_question(stage)
        await stage.answer(stage.ana, stage.messages()[-1], "Noise is added")
    await stage.restart()
    await stage.tick(days=5, hours=8)
    assert "2 in a row" in await footer(stage)
    await next_question(stage)
    await stage.answer(stage.ana, stage.messages()[-1], "Noise is added")
    await stage.tick(hours=13)
    assert "3 in a row" in await footer(stage)
