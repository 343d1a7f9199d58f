"""Discord refuses a message for good: moderators are told once what to do, and it recovers."""

from __future__ import annotations

import logging

import pytest
import simcord

from tests.e2e.stage import Stage, read


def refuse(stage: Stage, channel: simcord.ChannelHandle) -> None:
    """Let Discord take no message in a channel."""
    stage.env.inject_error(
        "POST",
        f"/channels/{channel.id}/messages",
        times=None,
        status=400,
        code=50035,
        message="Invalid Form Body",
    )


async def test_a_question_that_discord_does_not_take(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.set_up()
    refuse(stage, stage.channel)
    await stage.tick(hours=1)
    for _ in range(3):
        await stage.tick(minutes=10)
    [told] = map(read, stage.private(stage.mod))
    listing = read(await stage.mod.slash(stage.channel, "schedule list"))
    for said in (told, listing):
        assert "error 50035: Invalid Form Body" in said
        assert "/question preview" in said
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
    stage.env.backend.faults.clear()
    await stage.tick(minutes=31)
    assert len(stage.messages()) == 1
    assert "50035" not in read(await stage.mod.slash(stage.channel, "schedule list"))


async def test_it_is_given_up_at_the_late_limit(stage: Stage) -> None:
    await stage.set_up()
    refuse(stage, stage.channel)
    for hours in (1, 3, 3, 3):
        await stage.tick(hours=hours)
    states = await stage.app.shared.database.all("SELECT state FROM challenges")
    assert [row["state"] for row in states] == ["cancelled"]
    assert stage.messages() == []


async def test_a_model_answer_that_discord_does_not_take(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    refuse(stage, stage.channel)
    await stage.tick(hours=12)
    await stage.tick(minutes=31)
    [told] = map(read, stage.private(stage.mod))
    assert "The model answer of #1 could not be posted" in told
    assert "50035" in told
    stage.env.backend.faults.clear()
    await stage.tick(minutes=31)
    assert ["Model answer · #1" in read(one) for one in stage.messages()] == [False, True]


async def test_a_post_at_once_says_why(stage: Stage) -> None:
    await stage.set_up()
    refuse(stage, stage.channel)
    shown = read(await stage.mod.slash(stage.channel, "schedule post-now"))
    assert "error 50035" in shown
    assert await stage.app.shared.database.value("SELECT state FROM challenges") == "cancelled"
