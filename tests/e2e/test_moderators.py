"""What moderators do from Discord."""

from __future__ import annotations

import pytest

from tests.e2e.stage import Stage, labels, read, reply


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
    posted = await stage.mod.click(reply(shown), label="Post one now")
    assert "Question #1 is in" in read(posted)
    stage.clock.advance(minutes=1)
    again = await stage.mod.slash(stage.channel, "schedule post-now")
    assert "Question #2 is in" in read(again)
    revealed = await stage.mod.slash(stage.channel, "reveal")
    assert "Question #2 is revealed" in read(revealed)
    assert "Nobody answered this one" in read(stage.messages()[-1])
    stage.clock.advance(minutes=1)
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
    parts = ["Text and level", "Key points", "Choices", "Answers and hints", "Topic"]
    assert labels(broken) == [*parts, "Discard"]
    again = await stage.mod.click(reply(broken), label="Text and level")
    assert "Which of our own rules" in str(again.modal)
    text = {name: typed[name] for name in ("level", "prompt")}
    await stage.mod.submit_modal(again, {**text, "answer": "First be honest, then be short."})
    assert "Preview" in read(broken)
    assert labels(broken) == [*parts, "Save", "Save and ask next", "Discard"]
    await stage.mod.click(reply(broken), label="Save and ask next")
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
    await stage.mod.click(reply(shown), label="Discard")
    assert "Discarded" in read(shown)


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
    monkeypatch.setattr("quizbot.ui.bot_permissions._may_ping_anybody", lambda _channel: False)
    silent = stage.guild.create_role("silent")
    assert "I may not ping" in read(await stage.set_up(role=silent))
    everyone = await stage.set_up(moderators=stage.guild.default_role)
    assert "@everyone cannot be chosen here" in read(everyone)
    assert await stage.app.shared.schedules.all(stage.guild.id) == []


async def test_reveal_takes_the_question_of_its_channel(stage: Stage) -> None:
    other = stage.guild.create_text_channel("other")
    await stage.set_up()
    await stage.mod.slash(stage.channel, "schedule add", channel=other, time="20:00")
    await stage.mod.slash(stage.channel, "schedule post-now", schedule=1)
    await stage.mod.slash(stage.channel, "schedule post-now", schedule=2)
    assert "Question #1 is revealed" in read(await stage.mod.slash(stage.channel, "reveal"))
    elsewhere = read(await stage.mod.slash(stage.channel, "reveal"))
    assert f"#2 is open in <#{other.id}>; give /reveal there." in elsewhere
    await stage.tick()
    late = await stage.ana.click(stage.messages()[0], label="My result")
    assert "You did not answer this one. Practise it with /quiz topic:" in read(late)
    assert "Question #2 is revealed" in read(await stage.mod.slash(other, "reveal"))


async def test_a_long_list_of_schedules_says_how_many_are_left(stage: Stage) -> None:
    for hour in range(20):
        options = {"channel": stage.channel, "time": f"{hour}:00", "topics": "gans, vaes"}
        await stage.mod.slash(stage.channel, "schedule add", **options)
    listing = read(await stage.mod.slash(stage.channel, "schedule list"))
    assert "more; /schedule edit offers all of them" in listing
