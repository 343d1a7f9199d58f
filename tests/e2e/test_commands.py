"""Each command as its person uses it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizbot.domain.choices import shown_order
from tests.e2e.stage import Stage, labels, read


async def test_practice_open_form(stage: Stage) -> None:
    first = await stage.ana.slash(stage.channel, "quiz", topic="diffusion", count=2)
    assert first.ephemeral
    assert "Practice · Diffusion models · 1 of 2" in read(first)
    question = _shown(stage, first)
    hint = await stage.ana.click(first.response, label="Hint")
    assert question.hints[0] in read(hint)
    form = await stage.ana.click(first.response, label="Answer")
    await stage.ana.submit_modal(form, {"text": question.answer})
    text = read(first)
    assert "Got it" in text
    assert question.answer[:60] in text
    assert labels(first) == ["Next question", "Stop"]
    second = await stage.ana.click(first.response, label="Next question")
    assert "2 of 2" in read(second)
    await stage.restart()
    await stage.ana.click(second.response, label="Show the answer")
    assert labels(second) == ["See how it went"]
    end = await stage.ana.click(second.response, label="See how it went")
    assert "Practice done\n2 questions: got it 1 · partly 0 · not yet 1" in read(end)
    assert "Nobody has points" in read(await stage.ana.slash(stage.channel, "leaderboard"))


async def test_practice_choice_form(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", topic="gans", form="choice", count=1)
    question = _shown(stage, shown)
    order = shown_order(4, 1 * 100 + 0)
    place = order.index(question.correct_choice)
    await stage.ana.click(shown.response, custom_id=f"q:quiz-choose:1:0:{place}")
    assert "Got it" in read(shown)


async def test_skip_and_stop(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=3)
    before = read(shown)
    await stage.ana.click(shown.response, label="Skip")
    assert "2 of 3" in read(shown) != before
    stopped = await stage.ana.click(shown.response, label="Stop")
    assert "Practice stopped" in read(stopped)
    assert labels(shown) == []


async def test_practice_in_private_messages(stage: Stage) -> None:
    channel = stage.ana.user.dm_channel
    shown = await stage.ana.user.slash("quiz", topic="vaes", count=1)
    assert "Practice · Variational autoencoders" in read(shown)
    form = await stage.ana.user.click(shown.response, label="Answer")
    await stage.ana.user.submit_modal(form, {"text": "no idea"})
    assert "Not yet" in read(shown)
    assert channel is not None


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
    question = _shown(stage, message)
    order = shown_order(4, 1)
    right, wrong = (
        order.index(question.correct_choice),
        order.index((question.correct_choice + 1) % 4),
    )
    assert "Saved." in read(await stage.ana.click(message, custom_id=f"q:choose:1:{right}"))
    await stage.bo.click(message, custom_id=f"q:choose:1:{right}")
    again = await stage.bo.click(message, custom_id=f"q:choose:1:{wrong}")
    assert "in place of your earlier" in read(again)
    await stage.mod.slash(stage.channel, "reveal")
    reveal = read(stage.messages()[-1])
    assert f"✓ 1 of 2 · **{question.choices[question.correct_choice].text}**" in reveal
    result = await stage.ana.click(stage.messages()[-1], label="My result")
    assert "Got it" in read(result)
    other = read(await stage.bo.click(stage.messages()[-1], label="My result"))
    assert "○ You chose: " in other
    assert f"✓ Right: **{question.choices[question.correct_choice].text}**" in other


async def test_schedules(stage: Stage) -> None:
    quiz = stage.channel
    await stage.set_up()
    added = await stage.mod.slash(
        quiz,
        "schedule add",
        channel=quiz,
        time="18:30",
        days="weekdays",
        topics="gans, vaes",
        level="advanced",
        reveal="1d",
        thread=True,
    )
    assert "18:30 (Europe/Berlin), weekdays. Model answer 1 d later." in read(added)
    assert "Generative adversarial networks, Variational autoencoders · advanced" in read(added)
    edited = await stage.mod.slash(quiz, "schedule edit", schedule=2, days="mon", topics="all")
    assert "18:30 (Europe/Berlin), mon." in read(edited)
    assert "all topics · advanced" in read(edited)
    assert "paused" in read(await stage.mod.slash(quiz, "schedule pause", schedule=2))
    assert "Paused" in read(await stage.mod.slash(quiz, "schedule list"))
    assert "goes on" in read(await stage.mod.slash(quiz, "schedule resume", schedule=2))
    choices = await stage.mod.autocomplete(quiz, "schedule remove", "schedule", "")
    assert [choice["value"] for choice in choices] == [1, 2]
    assert choices[1]["name"] == "2: #quiz at 18:30, mon"
    assert "removed" in read(await stage.mod.slash(quiz, "schedule remove", schedule=2))
    assert "**2.**" not in read(await stage.mod.slash(quiz, "schedule list"))
    missing = await stage.mod.slash(quiz, "schedule pause", schedule=2)
    assert "no such schedule" in read(missing)
    wrong = await stage.mod.slash(
        quiz, "schedule add", channel=quiz, time="9:00", topics="gans, nope"
    )
    assert 'no topic "nope"' in read(wrong)


async def test_post_now_and_reveal_now(stage: Stage) -> None:
    nothing = await stage.mod.slash(stage.channel, "schedule post-now")
    assert "/setup makes the first one" in read(nothing)
    shown = await stage.set_up()
    posted = await stage.mod.click(shown.response, label="Post one now")
    assert "Question #1 is in" in read(posted)
    again = await stage.mod.slash(stage.channel, "schedule post-now")
    assert "Question #2 is in" in read(again)
    revealed = await stage.mod.slash(stage.channel, "reveal")
    assert "Question #2 is revealed" in read(revealed)
    assert "Nobody answered this one" in read(stage.messages()[-1])
    await stage.mod.slash(stage.channel, "reveal")
    assert "nothing to reveal" in read(await stage.mod.slash(stage.channel, "reveal"))


async def test_a_moderators_question_is_asked_next(stage: Stage) -> None:
    await stage.set_up()
    form = await stage.mod.slash(stage.channel, "question add")
    typed = {
        "topic": ["diffusion"],
        "level": "beginner",
        "prompt": "Which of our own rules comes first?",
        "answer": "",
        "key_points": "be short\nbe honest",
    }
    broken = await stage.mod.submit_modal(form, {**typed, "answer": " "})
    assert "Not saved yet" in read(broken)
    assert "answer: is empty; write it." in read(broken).replace("\\", "")
    again = await stage.mod.click(broken.response, label="Edit")
    assert "Which of our own rules" in str(again.modal)
    await stage.mod.submit_modal(again, {**typed, "answer": "First be honest, then be short."})
    assert "Preview" in read(broken)
    assert labels(broken) == ["Save", "Save and ask next", "Edit", "Discard"]
    await stage.mod.click(broken.response, label="Save and ask next")
    assert "Saved as **own-1**" in read(broken)
    await stage.tick(hours=1)
    assert "Which of our own rules comes first?" in read(stage.messages()[-1])
    preview = await stage.mod.slash(stage.channel, "question preview", question="own-1")
    assert "First be honest" in read(preview)
    choices = await stage.mod.autocomplete(
        stage.channel, "question preview", "question", "own rules"
    )
    assert choices[0]["value"] == "own-1"
    assert await stage.ana.autocomplete(stage.channel, "question preview", "question", "own") == []


async def test_discard(stage: Stage) -> None:
    form = await stage.mod.slash(stage.channel, "question add")
    values = {
        "topic": ["gans"],
        "level": "advanced",
        "prompt": "p",
        "answer": "a",
        "key_points": "x\ny",
    }
    shown = await stage.mod.submit_modal(form, values)
    await stage.mod.click(shown.response, label="Discard")
    assert "Discarded" in read(shown)


async def test_the_board_has_pages_and_menus(stage: Stage) -> None:
    message = await stage.post()
    question = _shown(stage, message)
    people = [stage.guild.add_member(stage.env.create_user(f"p{i:02}")) for i in range(12)]
    for person in people:
        await stage.answer(person, message, question.answer)
    await stage.tick(hours=12)
    shown = await people[-1].slash(stage.channel, "leaderboard")
    assert "page 1 of 2" in read(shown)
    await people[-1].click(shown.response, label="› On")
    assert "page 2 of 2" in read(shown)
    await people[-1].select(shown.response, [question.topic], custom_id="q:board-topic:week")
    assert f"this week · {stage.bank.titles[question.topic]}" in read(shown)
    await people[-1].select(shown.response, ["all"], custom_id=f"q:board-period:{question.topic}")
    assert "all time" in read(shown)
    public = await people[0].slash(stage.channel, "leaderboard", period="month", public=True)
    assert not public.ephemeral
    other = await stage.dee.click(public.response, label="› On")
    assert other.ephemeral
    assert "You have no points here yet" in read(other)


async def test_weeks_begin_in_the_servers_zone(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, _shown(stage, message).answer)
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
    await stage.app.client.on_guild_join(stage.app.client.get_guild(stage.guild.id))
    await stage.app.client.on_guild_join(stage.app.client.get_guild(stage.guild.id))
    greetings = [message for message in stage.messages() if "/setup" in read(message)]
    assert len(greetings) == 1


async def test_commands_are_registered_only_when_they_changed(stage: Stage) -> None:
    def registrations() -> int:
        return sum(r.method == "PUT" and "/commands" in r.path for r in stage.env.http_requests)

    assert registrations() == 1
    await stage.restart()
    assert registrations() == 1
    await stage.app.database.write(lambda c: c.run("UPDATE meta SET value = 'old'"))
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
    await stage.app.database.write(
        lambda c: c.run(f"UPDATE challenges SET state = '{crash}', {column} = NULL")
    )
    await stage.restart()
    await stage.tick(minutes=1)
    assert len(stage.messages()) == count
    row = await stage.app.database.one("SELECT * FROM challenges")
    assert row[column] == stage.messages()[-1].id
    assert row["state"] == ("open" if crash == "claimed" else "revealed")


def _shown(stage: Stage, shown):
    text = read(shown)
    return next(q for q in stage.bank.questions.values() if q.prompt in text)


async def test_setting_up_again_keeps_what_is_not_named(stage: Stage) -> None:
    role = stage.guild.create_role("quizzers", mentionable=True)
    await stage.set_up(role=role, reveal="1d", time="10:30")
    await stage.mod.slash(stage.channel, "schedule pause", schedule=1)
    again = await stage.mod.slash(stage.channel, "setup", channel=stage.channel, reveal="2d")
    shown = read(again)
    assert "The daily question is changed" in shown
    assert "at 10:30 (Europe/Berlin), every day. Model answer 2 d later." in shown
    assert f"pings <@&{role.id}>" in shown
    assert "It is paused." in shown
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, stop_ping=True)
    assert "pings" not in read(await stage.mod.slash(stage.channel, "schedule list"))
    nothing = await stage.mod.slash(stage.channel, "schedule edit", schedule=1)
    assert "Nothing is to be changed" in read(nothing)


async def test_roles_that_cannot_be_pinged_are_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizbot.ui.guard._may_ping_anybody", lambda _channel: False)
    silent = stage.guild.create_role("silent")
    assert "I may not ping" in read(await stage.set_up(role=silent))
    everyone = await stage.set_up(moderators=stage.guild.default_role)
    assert "@everyone cannot be chosen here" in read(everyone)
    assert await stage.app.schedules.all(stage.guild.id) == []


async def test_reveal_takes_the_question_of_its_channel(stage: Stage) -> None:
    other = stage.guild.create_text_channel("other")
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule add", channel=other, time="20:00")
    await stage.mod.slash(stage.channel, "schedule post-now", schedule=1)
    await stage.mod.slash(stage.channel, "schedule post-now", schedule=2)
    assert "Question #1 is revealed" in read(await stage.mod.slash(stage.channel, "reveal"))
    elsewhere = read(await stage.mod.slash(stage.channel, "reveal"))
    assert f"#2 is open in <#{other.id}>; give /reveal there." in elsewhere
    late = await stage.ana.click(stage.messages()[0], label="My result")
    assert "You did not answer this one. Practise it with /quiz topic:" in read(late)
    assert "Question #2 is revealed" in read(await stage.mod.slash(other, "reveal"))


async def test_old_practice_buttons_refuse_before_anything_is_typed(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=2)
    await stage.app.database.write(lambda c: c.run("UPDATE practice_runs SET state = 'ended'"))
    late = await stage.ana.click(shown.response, label="Answer")
    assert late.modal is None
    assert "This practice is over. /quiz starts another." in read(late)


async def test_equal_points_share_a_place(stage: Stage) -> None:
    message = await stage.post()
    for person in (stage.ana, stage.bo, stage.chen, stage.dee):
        await stage.answer(person, message, _shown(stage, message).answer)
    await stage.tick(hours=12)
    assert "and 1 more with as many" in read(stage.messages()[-1])
    board = read(await stage.dee.slash(stage.channel, "leaderboard"))
    assert board.count("`  1`") == 4


async def test_a_long_list_of_schedules_says_how_many_are_left(stage: Stage) -> None:
    for hour in range(20):
        options = {"channel": stage.channel, "time": f"{hour}:00", "topics": "gans, vaes"}
        await stage.mod.slash(stage.channel, "schedule add", **options)
    listing = read(await stage.mod.slash(stage.channel, "schedule list"))
    assert "more; /schedule edit offers all of them" in listing


async def test_answering_again_by_command_keeps_what_was_ticked(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "first words", share=False, sure="sure")
    again = await stage.ana.slash(stage.channel, "answer", text="second words")
    assert "After it your answer stays yours." in read(again)
    row = await stage.app.database.one("SELECT text, share, sure FROM answers")
    assert tuple(row) == ("second words", 0, "sure")


async def test_what_was_typed_too_late_is_given_back(stage: Stage) -> None:
    message = await stage.post()
    form = await stage.ana.click(message, label="Answer")
    await stage.mod.slash(stage.channel, "reveal")
    late = await stage.ana.submit_modal(form, {"text": "many good words"})
    assert "takes no answers any more" in read(late)
    assert "> many good words" in read(late)
