"""An open question whose message was deleted, or that moderators give up."""

from __future__ import annotations

from typing import Any

import discord

from tests.e2e.stage import Stage, labels, read


def delete(stage: Stage, message: discord.Message) -> None:
    """Delete a message as a moderator does; the bot has no intent that tells it."""
    stage.env.backend.delete_message(message.channel.id, message.id)


async def repost(stage: Stage, **options: Any) -> str:
    return read(await stage.mod.slash(stage.channel, "challenge repost", **options))


async def test_a_deleted_question_is_posted_again_with_its_answers(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words of ana")
    delete(stage, message)
    assert await repost(stage) == f"Question #1 is in <#{stage.channel.id}> again; 1 answer kept."
    [again] = stage.messages()
    assert "1 answered" in read(again)
    assert labels(again) == ["Answer", "Hint", "My answer"]
    assert "words of ana" in read(await stage.ana.click(again, label="My answer"))
    assert "Saved." in read(await stage.answer(stage.bo, again, "words of bo"))
    await stage.tick(hours=12)
    again, reveal = stage.messages()
    assert "**2 answered**" in read(reveal)
    assert "closed" in read(again)
    assert reveal.reference is not None
    assert reveal.reference.message_id == again.id
    assert "#1 again" in read(await stage.mod.slash(stage.channel, "audit"))


async def test_what_stands_is_not_posted_twice(stage: Stage) -> None:
    await stage.post()
    assert "still stands" in await repost(stage)
    assert len(stage.messages()) == 1


async def test_a_repost_that_was_cut_off_is_taken_up(stage: Stage) -> None:
    """Its message was sent, and the bot died before it knew."""
    message = await stage.post()
    stage.env.inject_error(
        "PATCH", f"/channels/{stage.channel.id}/messages", status=404, code=10008
    )
    assert "again" in await repost(stage)
    [only] = stage.messages()
    assert only.id == message.id


async def test_the_moderator_is_told_that_the_message_is_gone(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    delete(stage, message)
    await stage.tick(seconds=11)
    await stage.bo.slash(stage.channel, "answer", text="more words")
    await stage.tick(seconds=11)
    [told] = map(read, stage.mod.user.dm_channel.history())
    assert "The message of question #1" in told
    assert "/challenge repost number:1" in told
    assert "again; 2 answers kept" in await repost(stage, number=1)


async def test_the_reveal_of_a_deleted_question_stands_alone(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    delete(stage, message)
    await stage.tick(hours=12)
    [reveal] = stage.messages()
    assert "Model answer · #1" in read(reveal)
    assert labels(reveal) == ["My result", "Practise this later"]
    assert "points" in read(await stage.ana.click(reveal, label="My result"))


async def test_cancel(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    done = read(await stage.mod.slash(stage.channel, "challenge cancel"))
    assert "Question #1 is cancelled" in done
    assert "1 answer kept" in done
    await stage.tick()
    assert "cancelled" in read(stage.messages()[0])
    late = await stage.ana.slash(stage.channel, "answer", text="late")
    assert "No question is open here" in read(late)
    await stage.tick(hours=12)
    assert len(stage.messages()) == 1
    assert await stage.app.shared.database.value("SELECT text FROM answers") == "words"
    assert await stage.app.shared.database.value("SELECT count(*) FROM ledger") == 0
    assert "> cancelled" in read(await stage.mod.slash(stage.channel, "audit"))
    assert "No question is open in this channel" in await repost(stage)


async def test_which_one_is_meant(stage: Stage) -> None:
    other = stage.guild.create_text_channel("other")
    await stage.post()
    await stage.mod.slash(stage.channel, "schedule post-now")
    elsewhere = await stage.mod.slash(other, "challenge cancel")
    assert f"Open: #2 in <#{stage.channel.id}>, #1 in" in read(elsewhere)
    choices = await stage.mod.autocomplete(other, "challenge cancel", "number", "")
    assert [choice["value"] for choice in choices] == [2, 1]
    assert await stage.ana.autocomplete(other, "challenge cancel", "number", "") == []
    wrong = await stage.mod.slash(other, "challenge cancel", number=7)
    assert "No question #7 is open here" in read(wrong)
    assert "#1 is cancelled" in read(await stage.mod.slash(other, "challenge cancel", number=1))


async def test_a_role_that_was_deleted_is_not_named(stage: Stage) -> None:
    role = stage.guild.create_role("quizzers", mentionable=True)
    await stage.set_up(role=role)
    stage.env.backend.delete_role(stage.guild.id, role.id)
    await stage.env.settle()
    await stage.tick(hours=1)
    [message] = stage.messages()
    assert f"<@&{role.id}>" not in read(message)
    assert "Question of the day" in read(message)
