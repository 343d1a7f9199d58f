"""Practice, in a server and in private messages."""

from __future__ import annotations

from quizbot.domain.question_choices import shown_order
from tests.e2e.stage import Stage, asked_in, labels, read, reply


async def test_practice_open_form(stage: Stage) -> None:
    first = await stage.ana.slash(stage.channel, "quiz", topic="diffusion", count=2)
    assert first.ephemeral
    assert "Practice · Diffusion models · 1 of 2" in read(first)
    question = asked_in(stage, first)
    hint = await stage.ana.click(reply(first), label="Hint")
    assert question.hints[0] in read(hint)
    form = await stage.ana.click(reply(first), label="Answer")
    await stage.ana.submit_modal(form, {"text": question.answer})
    text = read(first)
    assert "Got it" in text
    assert question.answer[:60] in text
    assert labels(first) == ["Next question", "Stop"]
    second = await stage.ana.click(reply(first), label="Next question")
    assert "2 of 2" in read(second)
    await stage.restart()
    await stage.ana.click(reply(second), label="Show the answer")
    assert labels(second) == ["See how it went"]
    end = await stage.ana.click(reply(second), label="See how it went")
    assert "Practice done\n2 questions: got it 1 · partly 0 · not yet 1" in read(end)
    assert "Nobody has points" in read(await stage.ana.slash(stage.channel, "leaderboard"))


async def test_practice_choice_form(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", topic="gans", form="choice", count=1)
    question = asked_in(stage, shown)
    order = shown_order(4, 1 * 100 + 0)
    place = order.index(question.correct_choice)
    await stage.ana.click(reply(shown), custom_id=f"q:quiz-choose:1:0:{place}")
    assert "Got it" in read(shown)


async def test_skip_and_stop(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=3)
    before = read(shown)
    await stage.ana.click(reply(shown), label="Skip")
    assert "2 of 3" in read(shown) != before
    stopped = await stage.ana.click(reply(shown), label="Stop")
    assert "Practice stopped" in read(stopped)
    assert labels(shown) == []


async def test_practice_in_private_messages(stage: Stage) -> None:
    channel = stage.ana.user.dm_channel
    shown = await stage.ana.user.slash("quiz", topic="vaes", count=1)
    assert "Practice · Variational autoencoders" in read(shown)
    form = await stage.ana.user.click(reply(shown), label="Answer")
    await stage.ana.user.submit_modal(form, {"text": "no idea"})
    assert "Not yet" in read(shown)
    assert channel is not None


async def test_old_practice_buttons_refuse_before_anything_is_typed(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=2)
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE practice_runs SET state = 'ended'")
    )
    late = await stage.ana.click(reply(shown), label="Answer")
    assert late.modal is None
    assert "This practice is over. /quiz starts another." in read(late)
