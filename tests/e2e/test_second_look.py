"""A member asks for a second look, and the moderators hear of it where they look."""

from __future__ import annotations

from typing import Any

from quizbot.domain.question import Question
from quizbot.domain.scoring import FULL_POINTS
from tests.e2e.grading import ask, mark_all, told
from tests.e2e.stage import Stage, labels, read, reply
from tests.e2e.test_bad_input import refused


async def test_a_second_look(stage: Stage, revealed: tuple[Question, Any]) -> None:
    question, reveal = revealed
    full = FULL_POINTS[question.level]
    before = read(await stage.bo.click(reveal, label="My result"))
    assert f"Not yet · 0 of {full} points" in before
    assert "Automatic estimate from key points" in before
    waits = await ask(stage, stage.bo, reveal, "I *said*\nit @everyone")
    assert waits.ephemeral
    assert "waits for a moderator" in read(waits)
    again = await stage.bo.click(reveal, label="My result")
    assert labels(again) == ["Practise this later", "How grading works"]
    assert "You asked for a second look" in read(again)

    shown = await stage.mod.slash(stage.channel, "grade queue")
    assert shown.ephemeral
    assert "Second look · 1 waiting" in read(shown)
    assert "I \\*said\\* it @\u200beveryone" in read(shown)
    assert "> no idea at all" in read(shown)
    assert f"0 of {full} points now" in read(shown)
    await mark_all(stage, shown, question)
    assert f"As marked: {full} of {full} points" in read(shown)
    await stage.restart()
    form = await stage.mod.click(reply(shown), label="Save decision")
    await stage.mod.submit_modal(form, {"reason": "It is all there."})
    assert f"goes from 0 to {full} points. I tell the member." in read(shown)
    [message] = told(stage.bo)
    assert "A moderator of Study group has looked at your answer to question #1" in message
    assert "It is all there." in message

    after = await stage.bo.click(reveal, label="My result")
    assert f"Got it · {full} of {full} points" in read(after)
    assert "Decided by a moderator:** It is all there." in read(after)
    assert f"○ became ✓: {question.key_points[0].point}" in read(after)
    assert "Automatic" not in read(after)
    assert labels(after) == ["Practise this later", "How grading works"]
    board = read(await stage.ana.slash(stage.channel, "leaderboard"))
    assert f"bo · **{full}**" in board
    await stage.mod.click(reply(shown), label="Next")
    assert "Nothing waits for a decision" in read(shown)
    assert f"0 of {full}" not in read(reveal)


async def test_a_second_look_is_for_once_and_for_its_time(
    stage: Stage, revealed: tuple[Question, Any]
) -> None:
    _, reveal = revealed
    shown = await stage.ana.click(reveal, label="My result")
    forms = [await stage.ana.click(reply(shown), label="Ask for a second look") for _ in range(3)]
    refused(await stage.ana.submit_modal(forms[0], {"reason": "  "}), "A reason is needed")
    await stage.ana.submit_modal(forms[1], {"reason": "please"})
    twice = await stage.ana.submit_modal(forms[2], {"reason": "please"})
    refused(twice, "You have asked for a second look at this answer already")
    old = await stage.bo.click(reveal, label="My result")
    await stage.tick(days=14)
    late = await stage.bo.click(reply(old), label="Ask for a second look")
    refused(late, "14 days after the model answer, and they are over")
    assert "Ask for a second look" not in labels(await stage.bo.click(reveal, label="My result"))


async def test_a_form_for_a_second_look_survives_a_restart(
    stage: Stage, revealed: tuple[Question, Any]
) -> None:
    shown = await stage.ana.click(revealed[1], label="My result")
    form = await stage.ana.click(reply(shown), label="Ask for a second look")
    await stage.restart()
    assert "waits for a moderator" in read(await stage.ana.submit_modal(form, {"reason": "why"}))


async def test_the_review_channel_hears_of_a_second_look(
    stage: Stage, revealed: tuple[Question, Any]
) -> None:
    """It says which question, never the answer, and pings nobody; without the channel, nothing."""
    room = stage.guild.create_text_channel("moderators")
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE guilds SET review_channel_id = $1", room.id)
    )
    await ask(stage, stage.bo, revealed[1])
    await stage.tick()
    [message] = room.history()
    assert "A member asks for a second look at question #1." in read(message)
    assert "no idea" not in read(message)
    assert message.mentions == message.role_mentions == []
    shown = await stage.mod.click(message, label="Open the queue")
    assert shown.ephemeral
    assert "> no idea at all" in read(shown)
    refused(await stage.ana.click(message, label="Open the queue"), "Only moderators can do that")
    stage.env.backend.delete_channel(room.id)
    await ask(stage, stage.ana, revealed[1])
    await stage.tick()
    assert await stage.app.shared.database.value("SELECT count(*) FROM second_looks") == 2
