"""Questions and the queue, as a moderator handles them in Discord."""

from __future__ import annotations

from tests.e2e.stage import Stage, labels, read, reply


async def test_edit_a_shipped_question_then_the_own_one(stage: Stage) -> None:
    await stage.set_up()
    form = await stage.mod.slash(stage.channel, "question edit", question="ddpm")
    assert stage.bank.questions["ddpm"].prompt in str(form.modal)
    typed = {
        "topic": ["diffusion"],
        "level": "beginner",
        "prompt": "What is DDPM, in our words?",
        "answer": stage.bank.questions["ddpm"].answer,
        "key_points": "it adds noise | noise is added\nit learns to remove it",
    }
    shown = await stage.mod.submit_modal(form, typed)
    assert "ddpm is of the shipped bank" in read(shown)
    await stage.mod.click(reply(shown), label="Save and ask next")
    assert "Saved as **own-1**. It replaces ddpm, which is retired here." in read(shown)
    assert f"in <#{stage.channel.id}>" in read(shown)
    await stage.tick(hours=1)
    posted = stage.messages()[-1]
    assert "What is DDPM, in our words?" in read(posted)

    form = await stage.mod.slash(stage.channel, "question edit", question="own-1")
    assert "it adds noise | noise is added" in str(form.modal)
    other = await stage.mod.slash(stage.channel, "question edit", question="own-1")
    await stage.restart()
    shown = await stage.mod.submit_modal(form, {**typed, "prompt": "What is DDPM now?"})
    assert "Takes the place of own-1." in read(shown)
    await stage.mod.click(reply(shown), label="Save")
    assert "Saved as **own-1**." in read(shown)
    assert "in our words?" in read(stage.messages()[-1])
    twice = await stage.mod.submit_modal(other, typed)
    late = await stage.mod.click(reply(twice), label="Save")
    assert "own-1 was changed by somebody else while you wrote" in read(late)


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
    assert (await stage.mod.click(reply(card), label="Edit")).modal is not None
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
