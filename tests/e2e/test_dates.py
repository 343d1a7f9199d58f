"""Changed, paused and missed: what moderators see and are told about dates."""

from __future__ import annotations

from tests.e2e.stage import Stage, read


async def test_a_change_says_what_it_means_for_today(stage: Stage) -> None:
    await stage.set_up()
    passed = await stage.mod.slash(stage.channel, "schedule edit", schedule=1, time="07:30")
    assert "2026-11-21 is not asked: the schedule was changed to a time already past." in read(
        passed
    )
    assert "⚠ Missed 2026-11-21" in read(await stage.mod.slash(stage.channel, "schedule list"))
    await stage.tick(hours=23, minutes=30)
    assert "#1" in read(stage.messages()[-1])
    again = await stage.mod.slash(stage.channel, "schedule edit", schedule=1, time="18:00")
    assert "2026-11-22 had its turn;" in read(again)
    await stage.restart()
    await stage.tick(hours=12)
    assert "#2" not in read(stage.messages()[-1])
    away = await stage.mod.slash(
        stage.channel, "schedule edit", schedule=1, zone="Asia/Tokyo", time="09:00"
    )
    assert "had its turn" not in read(away)
    await stage.tick(hours=6)
    assert "#2" in read(stage.messages()[-1])


async def test_setting_up_anew_says_so_too(stage: Stage) -> None:
    await stage.set_up()
    assert "2026-11-21 is not asked" in read(await stage.set_up(time="07:00"))


async def test_a_change_of_something_else_says_nothing(stage: Stage) -> None:
    await stage.set_up()
    shown = read(await stage.mod.slash(stage.channel, "schedule edit", schedule=1, reveal="1d"))
    assert "not asked" not in shown
    assert "turn" not in shown


async def test_the_late_limit_is_chosen_and_what_it_cost_is_shown(stage: Stage) -> None:
    added = await stage.mod.slash(
        stage.channel,
        "schedule add",
        channel=stage.channel,
        time="09:00",
        zone="Europe/Berlin",
        late="30m",
    )
    assert "posted up to 30 min late, else skipped" in read(added)
    wrong = await stage.mod.slash(stage.channel, "schedule edit", schedule=1, late="3d")
    assert "10 minutes late at least and 1 day late at most" in read(wrong)
    await stage.tick(days=2, hours=1, minutes=31)
    assert stage.messages() == []
    shown = read(await stage.mod.slash(stage.channel, "schedule list"))
    line = "⚠ Missed 2026-11-21 to 2026-11-23 (3 questions): the bot was not running"
    assert line in shown
    await stage.tick()
    [told] = [message.content for message in stage.private(stage.mod)]
    assert told.startswith(f"Not posted in <#{stage.channel.id}>:\n2026-11-21 to 2026-11-23")
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, late="1d")
    await stage.tick(days=1, hours=20)
    assert len(stage.messages()) == 1
    assert "⚠ Missed" in read(await stage.mod.slash(stage.channel, "schedule list"))
    await stage.tick(days=14)
    assert "2026-11-23" not in read(await stage.mod.slash(stage.channel, "schedule list"))


async def test_a_pause_says_that_it_is_not_made_up_for(stage: Stage) -> None:
    await stage.set_up()
    shown = await stage.mod.slash(stage.channel, "schedule pause", schedule=1)
    assert "the dates of the pause are not made up for" in read(shown)
    await stage.tick(days=3, hours=2)
    await stage.mod.slash(stage.channel, "schedule resume", schedule=1)
    await stage.tick()
    assert stage.messages() == []
    assert "Missed" not in read(await stage.mod.slash(stage.channel, "schedule list"))


async def test_moderators_are_told_once_that_questions_run_short(stage: Stage) -> None:
    await stage.mod.slash(
        stage.channel,
        "schedule add",
        channel=stage.channel,
        time="09:00",
        zone="Europe/Berlin",
        topics="vaes",
        days="mon, wed, fri",
    )
    await stage.tick(hours=1)
    for _ in range(7 * 7):
        await stage.tick(days=1)
    told = [message.content for message in stage.private(stage.mod)]
    assert len(told) == 1
    assert "last for less than 7 days: 2 of " in told[0]
    shown = read(await stage.mod.slash(stage.channel, "schedule list"))
    assert "⚠ New questions last for less than 7 days." in shown
