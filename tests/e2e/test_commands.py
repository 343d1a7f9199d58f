"""What members do, and what the bot does around its start."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizbot.domain.question_choices import shown_order
from tests.conftest import some
from tests.e2e.stage import Stage, asked_in, read, reply


async def test_choice_challenges(stage: Stage) -> None:
    await stage.mod.slash(
        stage.channel,
        "schedule add",
        channel=stage.channel,
        time="09:00",
        form="choice",
        topics="vaes",
    )
    await stage.tick(hours=2)
    [message] = stage.messages()
    question = asked_in(stage, message)
    order = shown_order(question, 1)
    correct = question.correct_choices[0]
    right, wrong = order.index(correct), order.index((correct + 1) % 4)
    assert "Saved." in read(await stage.ana.click(message, custom_id=f"q:choice:1:{right}"))
    await stage.bo.click(message, custom_id=f"q:choice:1:{right}")
    again = await stage.bo.click(message, custom_id=f"q:choice:1:{wrong}")
    assert "in place of your earlier" in read(again)
    await stage.mod.slash(stage.channel, "reveal")
    reveal = read(stage.messages()[-1])
    assert "✓ 1 of 2 · **" in reveal
    assert f"{question.choices[correct].text}**" in reveal
    result = await stage.ana.click(stage.messages()[-1], label="My result")
    assert "Got it" in read(result)
    other = read(await stage.bo.click(stage.messages()[-1], label="My result"))
    assert "○ You chose: " in other
    assert f"✓ Right: **{question.choices[correct].text}**" in other


async def test_the_board_has_pages_and_menus(stage: Stage) -> None:
    message = await stage.post()
    question = asked_in(stage, message)
    people = [stage.guild.add_member(stage.env.create_user(f"p{i:02}")) for i in range(12)]
    for person in people:
        await stage.answer(person, message, question.answer)
    await stage.tick(hours=12)
    shown = await people[-1].slash(stage.channel, "leaderboard")
    assert "page 1 of 2" in read(shown)
    await people[-1].click(reply(shown), label="› On")
    assert "page 2 of 2" in read(shown)
    await people[-1].select(reply(shown), [question.topic], custom_id="q:board-topic:week")
    assert f"this week · {stage.bank.titles[question.topic]}" in read(shown)
    await people[-1].select(reply(shown), ["all"], custom_id=f"q:board-period:{question.topic}")
    assert "all time" in read(shown)
    public = await people[0].slash(stage.channel, "leaderboard", period="month", public=True)
    assert not public.ephemeral
    other = await stage.dee.click(reply(public), label="› On")
    assert other.ephemeral
    assert "You have no points here yet" in read(other)


async def test_weeks_begin_in_the_servers_zone(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, asked_in(stage, message).answer)
    await stage.tick(hours=12)
    assert "ana" in read(await stage.bo.slash(stage.channel, "leaderboard"))
    stage.clock.moment = stage.clock.moment.replace(hour=22, minute=59) + timedelta(days=1)
    assert "ana" in read(await stage.bo.slash(stage.channel, "leaderboard"))
    stage.clock.advance(minutes=1)  # Monday 00:00 in Berlin, still Sunday in UTC
    assert "Nobody has points" in read(await stage.bo.slash(stage.channel, "leaderboard"))


async def test_a_thread_opens_at_the_reveal(stage: Stage) -> None:
    await stage.mod.slash(
        stage.channel,
        "schedule add",
        channel=stage.channel,
        time="08:30",
        zone="Europe/Berlin",
        thread=True,
    )
    await stage.tick(hours=1)
    assert stage.channel.threads == []
    await stage.tick(hours=12)
    assert [thread.name for thread in stage.channel.threads] == ["Question #1"]


async def test_help_and_welcome(stage: Stage) -> None:
    page = await stage.ana.slash(stage.channel, "help")
    assert "`/quiz`" in read(page)
    assert page.ephemeral
    await stage.app.client.on_guild_join(some(stage.app.client.get_guild(stage.guild.id)))
    await stage.app.client.on_guild_join(some(stage.app.client.get_guild(stage.guild.id)))
    greetings = [message for message in stage.messages() if "/setup" in read(message)]
    assert len(greetings) == 1


async def test_commands_are_registered_only_when_they_changed(stage: Stage) -> None:
    def registrations() -> int:
        return sum(r.method == "PUT" and "/commands" in r.path for r in stage.env.http_requests)

    assert registrations() == 1
    await stage.restart()
    assert registrations() == 1
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE meta SET value = 'old' WHERE key LIKE 'commands:%'")
    )
    await stage.restart()
    assert registrations() == 2


async def test_autocompletion(stage: Stage) -> None:
    topics = await stage.ana.autocomplete(stage.channel, "quiz", "topic", "diff")
    assert {"name": "Diffusion models", "value": "diffusion"} in topics
    zones = await stage.mod.autocomplete(stage.channel, "setup", "zone", "berl")
    assert zones[0]["value"] == "Europe/Berlin"
    several = await stage.mod.autocomplete(stage.channel, "schedule add", "topics", "gans, va")
    assert several[0]["value"] == "gans, vaes"


@pytest.mark.parametrize("crash", ["claimed", "closed"])
async def test_a_message_that_stands_is_adopted_not_sent_again(stage: Stage, crash: str) -> None:
    """The process ended after Discord had the message and before the bot had noted it."""
    await stage.post()
    if crash == "closed":
        await stage.tick(hours=12)
    count = len(stage.messages())
    column = "message_id" if crash == "claimed" else "reveal_message_id"
    await stage.app.shared.database.write(
        lambda c: c.run(f"UPDATE challenges SET state = '{crash}', {column} = NULL")
    )
    await stage.restart()
    await stage.tick(minutes=1)
    assert len(stage.messages()) == count
    row = some(await stage.app.shared.database.one("SELECT * FROM challenges"))
    assert row[column] == stage.messages()[-1].id
    assert row["state"] == ("open" if crash == "claimed" else "revealed")


async def test_equal_points_share_a_place(stage: Stage) -> None:
    message = await stage.post()
    for person in (stage.ana, stage.bo, stage.chen, stage.dee):
        await stage.answer(person, message, asked_in(stage, message).answer)
    await stage.tick(hours=12)
    assert "and 1 more with as many" in read(stage.messages()[-1])
    board = read(await stage.dee.slash(stage.channel, "leaderboard"))
    assert board.count("`  1`") == 4


async def test_answering_again_by_command_keeps_what_was_ticked(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "first words", share=False, sure="sure")
    again = await stage.ana.slash(stage.channel, "answer", text="second words")
    assert "After it your answer stays yours." in read(again)
    row = some(await stage.app.shared.database.one("SELECT text, share, sure FROM answers"))
    assert tuple(row) == ("second words", 0, "sure")


async def test_what_was_typed_too_late_is_given_back(stage: Stage) -> None:
    message = await stage.post()
    form = await stage.ana.click(message, label="Answer")
    await stage.mod.slash(stage.channel, "reveal")
    late = await stage.ana.submit_modal(form, {"text": "many good words"})
    assert "takes no answers any more" in read(late)
    assert "```\nmany good words\n```" in read(late)
