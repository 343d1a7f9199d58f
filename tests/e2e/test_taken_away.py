"""What the bot needs is taken away and given back: a permission, the channel, the thread."""

from __future__ import annotations

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.e2e.stage import Stage, read


async def forbid(stage: Stage, **denied: bool) -> None:
    """Deny the bot permissions in the channel; none gives all back."""
    me = stage.guild.me
    assert me is not None
    _, deny = discord.PermissionOverwrite(**denied).pair()
    overwrites = [Overwrite(me.id, OverwriteType.MEMBER, allow=0, deny=deny.value)]
    stage.env.backend.edit_channel(stage.channel.id, {}, overwrites=overwrites)
    await stage.env.settle()


async def test_a_permission_is_taken_and_given_back(stage: Stage) -> None:
    await stage.set_up()
    await forbid(stage, send_messages=False)
    await stage.tick(hours=1)
    for _ in range(3):
        await stage.tick(minutes=10)
    [told] = map(read, stage.mod.user.dm_channel.history())
    assert '"Send Messages"' in told
    assert "It cannot post" in read(await stage.mod.slash(stage.channel, "schedule list"))
    await forbid(stage)
    await stage.tick(minutes=31)
    assert len(stage.messages()) == 1
    assert "cannot post" not in read(await stage.mod.slash(stage.channel, "schedule list"))


async def test_the_model_answer_waits_for_its_permission(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    await forbid(stage, read_message_history=False, send_messages=False)
    await stage.tick(hours=12)
    await stage.tick(minutes=2)
    assert len(stage.messages()) == 1
    await forbid(stage)
    await stage.tick(minutes=31)
    assert "Model answer · #1" in read(stage.messages()[-1])
    await stage.tick(minutes=31)
    assert len(stage.messages()) == 2


async def test_a_channel_deleted_while_a_question_is_open(stage: Stage) -> None:
    """The points are given all the same, and the next question has another place."""
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    other = stage.guild.create_text_channel("other")
    stage.env.backend.delete_channel(stage.channel.id)
    await stage.tick(hours=12)
    state = "SELECT state FROM challenges"
    assert await stage.app.shared.database.value(state) == "revealed"
    assert await stage.app.shared.database.value("SELECT count(*) FROM verdicts") == 1
    await stage.mod.slash(other, "schedule edit", schedule=1, channel=other)
    await stage.tick(hours=12)
    assert len(other.history()) == 1


async def test_a_channel_deleted_before_the_question_comes(stage: Stage) -> None:
    """The moderator does what the message says, and today's question comes elsewhere, once."""
    await stage.set_up()
    other = stage.guild.create_text_channel("other")
    stage.env.backend.delete_channel(stage.channel.id)
    await stage.tick(hours=1)
    await stage.tick(minutes=50)
    [told] = map(read, stage.mod.user.dm_channel.history())
    assert "Choose another one with /schedule edit." in told
    shown = await stage.mod.slash(other, "schedule edit", schedule=1, channel=other)
    assert f"#1 could not be posted so far; it comes in <#{other.id}> now." in read(shown)
    await stage.tick(seconds=5)
    [message] = other.history()
    assert "Question of the day · #1" in read(message)
    await stage.answer(stage.ana, message, "words")
    await stage.tick(hours=12)
    assert "Model answer · #1" in read(sorted(other.history(), key=lambda one: one.id)[-1])
    listed = read(await stage.mod.slash(other, "schedule list"))
    assert "cannot post" not in listed
    assert "Missed" not in listed


async def test_a_thread_that_was_deleted(stage: Stage) -> None:
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, thread=True)
    await stage.tick(hours=1)
    await stage.tick(hours=12)
    [thread] = stage.channel.threads
    stage.env.backend.delete_channel(thread.id)
    await stage.tick(hours=12)
    await stage.tick(hours=12)
    assert [one.name for one in stage.channel.threads] == ["Question #2"]
    answers = [one for one in stage.messages() if "Model answer · #" in read(one)]
    assert len(answers) == 2


async def test_a_thread_is_opened_though_the_bot_died_before_it_could(stage: Stage) -> None:
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, thread=True)
    await stage.tick(hours=1)
    stage.env.inject_error("POST", f"/channels/{stage.channel.id}/messages", status=503)
    await stage.tick(hours=12)
    assert stage.channel.threads == []
    await stage.tick(minutes=2)
    [thread] = stage.channel.threads
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE challenges SET state = 'closed', reveal_message_id = NULL")
    )
    stage.env.backend.delete_channel(thread.id)
    for message in stage.env.backend.messages[stage.channel.id].values():
        message.flags &= ~discord.MessageFlags.has_thread.flag
    await stage.tick(minutes=2)
    assert [one.name for one in stage.channel.threads] == ["Question #1"]
    answers = [one for one in stage.messages() if "Model answer · #" in read(one)]
    assert len(answers) == 1
