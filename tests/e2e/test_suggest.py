"""Suggestions: handed in by members, decided by moderators."""

from __future__ import annotations

from typing import Any

import discord

from tests.e2e.stage import Stage, labels, read, reply
from tests.e2e.test_moderating import private_messages

TYPED: dict[str, Any] = {
    "topic": ["gans"],
    "level": "beginner",
    "prompt": "What do two networks play in a GAN?",
    "answer": "A game: one makes samples, the other tells them from real ones.",
    "key_points": "one network makes samples\nthe other tells them from real ones",
}


async def with_review_channel(stage: Stage) -> Any:
    review = stage.guild.create_text_channel("review")
    panel = await stage.mod.slash(stage.channel, "settings")
    await stage.mod.select(reply(panel), [review], custom_id="q:settings-review")
    return review


async def suggest(stage: Stage, person: Any, **changes: Any) -> Any:
    form = await person.slash(stage.channel, "suggest")
    shown = await person.submit_modal(form, {**TYPED, **changes})
    await stage.tick()
    return shown


def newest(channel: Any) -> discord.Message:
    messages: list[discord.Message] = channel.history()
    return max(messages, key=lambda message: message.id)


async def test_a_suggestion_is_approved_and_asked(stage: Stage) -> None:
    review = await with_review_channel(stage)
    await stage.set_up()
    thanks = await suggest(stage, stage.ana)
    assert "the moderators have it" in read(thanks)
    assert thanks.ephemeral
    message = newest(review)
    assert "### Suggestion 1 · Generative adversarial networks · beginner" in read(message)
    assert "by ana" in read(message)
    assert labels(message) == ["Approve", "Edit and approve", "Decline"]
    await stage.restart()
    done = await stage.mod.click(message, label="Approve")
    assert "Saved as **own-1**" in read(done)
    await stage.tick()
    decided = newest(review)
    assert f"Approved as own-1 by <@{stage.mod.id}>" in read(decided)
    assert labels(decided) == []
    assert "was approved in Study group." in private_messages(stage.ana)[0]
    await stage.mod.click(reply(done), label="Ask it next")
    await stage.tick(hours=1)
    assert TYPED["prompt"] in read(stage.messages()[-1])
    own = read(await stage.ana.slash(stage.channel, "suggest", list=True))
    assert "What do two networks play" in own
    assert "approved" in own
    audit = read(await stage.mod.slash(stage.channel, "audit", act="suggestion"))
    assert "approved suggestion 1 as own-1" in audit


async def test_edit_and_approve(stage: Stage) -> None:
    review = await with_review_channel(stage)
    await suggest(stage, stage.ana, key_points="only one")
    message = newest(review)
    assert "> only one" in read(message)
    refused = await stage.mod.click(message, label="Approve")
    assert "press Edit and approve" in read(refused)
    assert "Key points: has 1; at least 2 are needed." in read(refused)
    preview = await stage.mod.click(message, label="Edit and approve")
    assert "Key points: has 1; at least 2 are needed." in read(preview)
    form = await stage.mod.click(reply(preview), label="Text and level")
    assert TYPED["answer"] in str(form.modal)
    text = {"level": "beginner", "prompt": "Who plays in a GAN?", "answer": TYPED["answer"]}
    await stage.mod.submit_modal(form, text)
    form = await stage.mod.click(reply(preview), label="Key points")
    await stage.mod.submit_modal(form, {"key_points": TYPED["key_points"]})
    assert "Who plays in a GAN?" in read(preview)
    await stage.mod.click(reply(preview), label="Save")
    assert "Saved as **own-1**" in read(preview)
    await stage.tick()
    assert "Approved as own-1" in read(newest(review))
    assert len(private_messages(stage.ana)) == 1
    assert labels(newest(review)) == []


async def test_decline_with_a_reason_and_closed_messages(stage: Stage) -> None:
    review = await with_review_channel(stage)
    await suggest(stage, stage.ana)
    message = newest(review)
    stage.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    form = await stage.mod.click(message, label="Decline")
    done = await stage.mod.submit_modal(form, {"reason": "We have **this** one @everyone"})
    assert "Declined." in read(done)
    await stage.tick()
    shown = read(newest(review))
    assert f"Declined by <@{stage.mod.id}>: “We have \\*\\*this" in shown
    assert "@everyone" not in shown
    own = read(await stage.ana.slash(stage.channel, "suggest", list=True))
    assert "declined: “We have" in own
    assert "own-1" not in own


async def test_two_moderators_at_once(stage: Stage) -> None:
    """Both have the message before them; the second learns who was faster."""
    other = stage.guild.add_member(
        stage.env.create_user("mia"), roles=[stage.guild.roles["Admins"]]
    )
    await suggest(stage, stage.ana)
    first = await stage.mod.slash(stage.channel, "question suggestions")
    second = await other.slash(stage.channel, "question suggestions")
    edit = await other.click(reply(second), label="Edit and approve")
    reason = await other.click(reply(second), label="Decline")
    await stage.mod.click(reply(first), label="Approve")
    assert "Saved as **own-1**" in read(first)
    sentence = f"<@{stage.mod.id}> has approved this suggestion already as own-1"
    assert sentence in read(await other.click(reply(second), label="Approve"))
    assert sentence in read(await other.click(reply(edit), label="Save"))
    assert sentence in read(await other.submit_modal(reason, {"reason": "r"}))
    assert await stage.app.shared.database.value("SELECT count(*) FROM server_questions") == 1
    acts = await stage.app.shared.database.all("SELECT act FROM audit ORDER BY id")
    assert [row[0] for row in acts] == ["question add", "suggestion approve"]


async def test_without_a_review_channel_they_wait_in_a_list(stage: Stage) -> None:
    none = await stage.mod.slash(stage.channel, "question suggestions")
    assert "No suggestion waits" in read(none)
    await suggest(stage, stage.ana, prompt="First?")
    await suggest(stage, stage.bo, prompt="Second?")
    shown = await stage.mod.slash(stage.channel, "question suggestions")
    assert "First?" in read(shown)
    assert "1 of 2 that wait" in read(shown)
    await stage.mod.click(reply(shown), label="› Newer")
    assert "Second?" in read(shown)


async def test_a_review_channel_that_refuses_loses_nothing(stage: Stage) -> None:
    review = await with_review_channel(stage)
    stage.env.inject_error(
        "POST", f"/channels/{review.id}/messages", status=403, code=50013, times=None
    )
    assert "the moderators have it" in read(await suggest(stage, stage.ana))
    shown = await stage.mod.slash(stage.channel, "question suggestions")
    assert TYPED["prompt"] in read(shown)
    stage.env.backend.faults.clear()
    await stage.tick(minutes=1)
    assert "### Suggestion 1" in read(newest(review))
    await stage.mod.click(reply(shown), label="Approve")
    assert "Saved as **own-1**" in read(shown)


async def test_five_wait_at_most(stage: Stage) -> None:
    form = await stage.ana.slash(stage.channel, "suggest")
    for i in range(5):
        await suggest(stage, stage.ana, prompt=f"Question {i}?")
    more = await stage.ana.slash(stage.channel, "suggest")
    assert more.modal is None
    assert "5 of your suggestions wait for a moderator." in read(more)
    late = await stage.ana.submit_modal(form, TYPED)
    assert "5 of your suggestions wait for a moderator." in read(late)
    assert (await stage.bo.slash(stage.channel, "suggest")).modal is not None
    empty = await suggest(stage, stage.bo, prompt="   ")
    assert "needs a question and an answer" in read(empty)
    assert await stage.app.shared.database.value("SELECT count(*) FROM suggestions") == 5


async def test_a_members_words_do_nothing_in_the_review(stage: Stage) -> None:
    review = await with_review_channel(stage)
    await suggest(
        stage,
        stage.ana,
        prompt="# big @everyone",
        answer="a\n```py\nx``` [b](https://x.example)\n" * 20,
        key_points=f"<@{stage.bo.id}> | x\n" * 50,
    )
    message = newest(review)
    shown = read(message)
    assert "@everyone" not in shown
    assert "```" not in shown
    assert "[b](" not in shown
    assert message.mentions == []
    assert labels(message) == ["Approve", "Edit and approve", "Decline"]


async def test_a_member_adds_to_the_own_suggestion_while_it_waits(stage: Stage) -> None:
    review = await with_review_channel(stage)
    thanks = await suggest(stage, stage.ana, key_points="")
    form = await stage.ana.click(reply(thanks), label="Choices")
    await stage.ana.submit_modal(form, {"choices": "* two networks\none network | It takes two."})
    form = await stage.ana.click(reply(thanks), label="Answers and hints")
    more = {"short_answers": "a game", "hints": "Think of chess.", "references": "Goodfellow 2014"}
    await stage.ana.submit_modal(form, more)
    assert "Added; the moderators have it." in read(thanks)
    await stage.tick()
    message = newest(review)
    for part in ("two networks", "It takes two", "a game", "Think of chess", "Goodfellow 2014"):
        assert part in read(message)
    done = await stage.mod.click(message, label="Approve")
    assert "Saved as **own-1**" in read(done)
    late = await stage.ana.click(reply(thanks), label="Choices")
    assert "was approved meanwhile, so nothing was added" in read(late)
    preview = read(await stage.mod.slash(stage.channel, "question preview", question="own-1"))
    assert "✓ right: A · **two networks**" in preview
    assert "-# It takes two." in preview
    assert "✓ Right: **a game**" in preview
    assert "up to 10 points" in preview


async def test_nobody_adds_to_the_suggestion_of_another(stage: Stage) -> None:
    thanks = await suggest(stage, stage.ana)
    form = await stage.ana.click(reply(thanks), label="Choices")
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE suggestions SET author_id = $1", stage.bo.id)
    )
    refused = await stage.ana.submit_modal(form, {"choices": "* mine\nyours"})
    assert "is not yours or is gone" in read(refused)
    refused = await stage.ana.click(reply(thanks), label="Answers and hints")
    assert "is not yours or is gone" in read(refused)
