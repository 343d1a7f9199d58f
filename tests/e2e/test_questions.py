"""Questions and the queue, as a moderator handles them in Discord."""

from __future__ import annotations

from typing import Any

from tests.e2e.stage import Stage, labels, read, reply


async def form_of(stage: Stage, shown: Any, part: str) -> Any:
    """Open the form of a part of a draft."""
    return await stage.mod.click(reply(shown), label=part)


async def test_edit_a_shipped_question_then_the_own_one(stage: Stage) -> None:
    await stage.set_up()
    shown = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
    assert "ddpm is of the shipped bank" in read(shown)
    form = await form_of(stage, shown, "Text and level")
    assert stage.bank.questions["ddpm"].prompt in str(form.modal)
    text = {
        "level": "beginner",
        "prompt": "What is DDPM, in our words?",
        "answer": stage.bank.questions["ddpm"].answer,
    }
    await stage.mod.submit_modal(form, text)
    form = await form_of(stage, shown, "Key points")
    points = "it adds noise | noise is added\nit learns to remove it"
    await stage.mod.submit_modal(form, {"key_points": points})
    await stage.mod.click(reply(shown), label="Save and ask next")
    assert "Saved as **own-1**. It replaces ddpm, which is retired here." in read(shown)
    assert f"in <#{stage.channel.id}>" in read(shown)
    await stage.tick(hours=1)
    posted = stage.messages()[-1]
    assert "What is DDPM, in our words?" in read(posted)

    shown = await stage.mod.slash(stage.channel, "question edit", question="own-1")
    assert "noise is added" in read(shown)
    other = await stage.mod.slash(stage.channel, "question edit", question="own-1")
    form = await form_of(stage, shown, "Text and level")
    await stage.restart()
    await stage.mod.submit_modal(form, {**text, "prompt": "What is DDPM now?"})
    assert "Takes the place of own-1." in read(shown)
    await stage.mod.click(reply(shown), label="Save")
    assert "Saved as **own-1**." in read(shown)
    assert "in our words?" in read(stage.messages()[-1])
    late = await stage.mod.click(reply(other), label="Save")
    assert "own-1 was changed by somebody else while you wrote" in read(late)


async def test_edit_reaches_all_that_a_question_has(stage: Stage) -> None:
    await stage.set_up()
    shipped = stage.bank.questions["ddpm"]
    shown = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
    form = await form_of(stage, shown, "Choices")
    assert all(choice.text in str(form.modal) for choice in shipped.choices)
    typed = "A) Neon\n* B) Argon\n* C) Both A and B | So it is written.\nD) None of the above"
    await stage.mod.submit_modal(form, {"choices": typed})
    form = await form_of(stage, shown, "Answers and hints")
    more = {"short_answers": "Argon\nAr", "hints": "Lazy.", "references": "A book\nAnother"}
    await stage.mod.submit_modal(form, more)
    form = await form_of(stage, shown, "Topic")
    named = {"topic-1": ["diffusion"], "new_topic": "Органическая химия"}
    await stage.mod.submit_modal(form, named)
    assert "### Preview\nОрганическая химия" in read(shown)
    for part in (
        "✓ right: B · **Argon**",
        "○ A · Neon",
        "So it is written.",
        "Argon · Ar",
        "Lazy.",
    ):
        assert part in read(shown)
    unchanged = await stage.mod.slash(stage.channel, "question preview", question="ddpm")
    assert shipped.choices[0].text in read(unchanged)
    await stage.mod.click(reply(shown), label="Save")
    assert "Saved as **own-1**" in read(shown)
    saved = await stage.app.shared.questions.get(stage.guild.id, "own-1")
    assert [c.text for c in saved.choices] == ["Neon", "Argon", "Both A and B", "None of the above"]
    assert saved.correct_choices == (1, 2)
    assert (saved.hints, saved.short_answers) == (("Lazy.",), ("Argon", "Ar"))
    assert saved.references == ("A book", "Another")
    assert (saved.topic, saved.key_points, saved.mistakes) == (
        "topic",
        shipped.key_points,
        shipped.mistakes,
    )


async def test_a_topic_of_the_servers_own_is_one_like_the_others(stage: Stage) -> None:
    await stage.set_up()
    for number in range(2):
        shown = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
        form = await form_of(stage, shown, "Topic")
        await stage.mod.submit_modal(form, {"new_topic": "Our DNA lab"})
        offered = await stage.mod.autocomplete(stage.channel, "quiz", "topic", "our")
        assert len(offered) == number, "nothing is made before it is saved"
        await stage.mod.click(reply(shown), label="Save")
        if not number:
            await stage.mod.slash(stage.channel, "question restore", question="ddpm")
    offered = await stage.ana.autocomplete(stage.channel, "quiz", "topic", "our")
    assert [(one["name"], one["value"]) for one in offered] == [("Our DNA lab", "our-dna-lab")]
    practice = await stage.ana.slash(stage.channel, "quiz", topic="our dna lab")
    assert "Practice · Our DNA lab · 1 of 2" in read(practice)
    added = await stage.mod.slash(
        stage.channel, "schedule edit", schedule=1, topics="our-dna-lab, gans"
    )
    assert "Our DNA lab" in read(added)
    await stage.mod.slash(stage.channel, "schedule edit", schedule=1, topics="our-dna-lab")
    await stage.tick(hours=1)
    assert "Our DNA lab · " in read(stage.messages()[-1])
    wrong = await stage.ana.slash(stage.channel, "quiz", topic="our-dna-lap")
    assert "Did you mean our-dna-lab?" in read(wrong)
    audit = read(await stage.mod.slash(stage.channel, "audit", act="question topic"))
    assert audit.count("made the topic our-dna-lab") == 1
    form = await stage.mod.slash(stage.channel, "question add")
    assert "Our DNA lab" in str(form.modal)


async def test_two_forms_of_one_draft_keep_to_their_fields(stage: Stage) -> None:
    shown = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
    hints = await form_of(stage, shown, "Answers and hints")
    topic = await form_of(stage, shown, "Topic")
    await stage.mod.submit_modal(hints, {"hints": "Look twice.", "references": "A book"})
    await stage.mod.submit_modal(topic, {"topic-1": ["gans"]})
    assert "Look twice." in read(shown)
    assert "Generative adversarial networks" in read(shown)
    late = await form_of(stage, shown, "Answers and hints")
    await stage.mod.click(reply(shown), label="Discard")
    gone = await stage.mod.submit_modal(late, {"hints": "x"})
    assert "saved or discarded already" in read(gone)
    assert (await stage.app.shared.questions.get(stage.guild.id, "ddpm")).topic == "diffusion"


async def test_retire_find_restore(stage: Stage) -> None:
    await stage.set_up()
    gone = await stage.mod.slash(stage.channel, "question retire", question="ddpm")
    assert "**ddpm** is retired" in read(gone)
    found = await stage.mod.slash(stage.channel, "question find", words="ddmp")
    assert "never asked here · retired" in read(found)
    card = await stage.mod.select(reply(found), ["ddpm"], custom_id="q:question-open")
    assert labels(card) == ["Restore"]
    offered = await stage.mod.autocomplete(stage.channel, "question restore", "question", "")
    assert [choice["value"] for choice in offered] == ["ddpm"]
    refused = await stage.mod.slash(stage.channel, "queue add", question="ddpm")
    assert "ddpm is retired here" in read(refused)
    await stage.mod.click(reply(card), label="Restore")
    assert "**ddpm** is back" in read(card)
    again = await stage.mod.slash(stage.channel, "question restore", question="ddpm")
    assert "is not retired" in read(again)
    stale = await stage.mod.slash(stage.channel, "question retire", question="no-such-one")
    assert 'There is no question "no-such-one"' in read(stale)
    none = await stage.mod.slash(stage.channel, "question find", words="@everyone xqzwv")
    assert "No question has words like" in read(none)
    assert "@everyone" not in read(none)


async def test_the_queue(stage: Stage) -> None:
    empty = await stage.mod.slash(stage.channel, "queue list")
    assert "The queue is empty" in read(empty)
    unplanned = await stage.mod.slash(stage.channel, "queue add", question="ddpm")
    assert "No schedule is running yet" in read(unplanned)
    await stage.set_up()
    await stage.mod.slash(stage.channel, "queue add", question="flow-matching")
    twice = await stage.mod.slash(stage.channel, "queue add", question="ddpm")
    assert "/queue move gives it another place" in read(twice)
    moved = await stage.mod.slash(stage.channel, "queue move", question="flow-matching")
    assert read(moved).index("flow-matching") < read(moved).index("ddpm")
    await stage.mod.slash(stage.channel, "question retire", question="ddpm")
    listed = read(await stage.mod.slash(stage.channel, "queue list"))
    assert f"in <#{stage.channel.id}>, schedule 1" in listed
    assert "ddpm · retired, so passed over" in listed
    offered = await stage.mod.autocomplete(stage.channel, "queue remove", "question", "ddp")
    assert [choice["value"] for choice in offered] == ["ddpm"]
    await stage.tick(hours=1)
    assert stage.bank.questions["flow-matching"].prompt in read(stage.messages()[-1])
    left = await stage.mod.slash(stage.channel, "queue remove", question="ddpm")
    assert "The queue is empty" in read(left)
    gone = await stage.mod.slash(stage.channel, "queue remove", question="ddpm")
    assert "ddpm is not in the queue" in read(gone)


async def test_post_one_now_pressed_twice_posts_one(stage: Stage) -> None:
    shown = await stage.set_up()
    assert "#1 is in" in read(await stage.mod.click(reply(shown), label="Post one now"))
    again = await stage.mod.click(reply(shown), label="Post one now")
    assert "Question #1 was asked for just now, so I did not post another." in read(again)
    assert len(stage.messages()) == 1
    stage.clock.advance(minutes=1)
    assert "#2 is in" in read(await stage.mod.click(reply(shown), label="Post one now"))


async def test_the_buttons_of_a_question(stage: Stage) -> None:
    await stage.set_up()
    card = await stage.mod.slash(stage.channel, "question preview", question="ddpm")
    assert labels(card) == ["Ask it next", "Edit", "Retire"]
    assert "-# never asked here" in read(card)
    assert "is in the queue. It is asked <t:" in read(
        await stage.mod.click(reply(card), label="Ask it next")
    )
    edited = await stage.mod.click(reply(card), label="Edit")
    assert "Nothing changes before you save" in read(edited)
    await stage.mod.click(reply(card), label="Retire")
    assert "It keeps its place in the queue and is passed over there." in read(card)
    retired = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
    assert "/question restore question:ddpm brings it back" in read(retired)
    await stage.restart()
    await stage.mod.click(reply(card), label="Restore")
    assert "**ddpm** is back" in read(card)
    await stage.tick(hours=1)
    again = await stage.mod.slash(stage.channel, "question preview", question="ddpm")
    assert "-# asked 1 time, last <t:" in read(again)
