"""The short form: a name or a few words, right or not."""

from __future__ import annotations

from quizbot.domain.question import Level, Question
from quizbot.storage import questions
from tests.e2e.stage import Stage, labels, read, reply

WHO = Question(
    id="own-1",
    topic="trivia",
    level=Level.BEGINNER,
    prompt="Who is the first author of the paper that proposed generative adversarial networks?",
    answer="Ian Goodfellow and others proposed them in 2014.",
    key_points=(),
    hints=("The name holds a wish for a companion.",),
    short_answers=("Ian Goodfellow", "Goodfellow"),
)


async def with_question(stage: Stage) -> None:
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, WHO, stage.mod.id, stage.clock())
    )


async def test_a_day_in_the_short_form(stage: Stage) -> None:
    await with_question(stage)
    await stage.mod.slash(
        stage.channel, "schedule add", channel=stage.channel, time="09:00",
        zone="Europe/Berlin", form="short",
    )  # fmt: skip
    assert "short answers" in read(await stage.mod.slash(stage.channel, "schedule list"))
    await stage.tick(hours=1)
    challenge = stage.messages()[-1]
    assert WHO.prompt in read(challenge)
    assert "up to 10 points" in read(challenge)
    form = await stage.ana.click(challenge, label="Answer")
    too_long = await stage.ana.submit_modal(form, {"text": "x" * 100})
    assert "Saved." in read(too_long)
    saved = await stage.answer(stage.ana, challenge, "goodfelow, ian")
    assert "Saved in place" in read(saved)
    assert "the group" not in read(saved)
    await stage.answer(stage.bo, challenge, "Geoffrey Hinton")
    refused = await stage.chen.slash(stage.channel, "answer", text="y" * 101)
    assert "101 characters and 100 fit" in read(refused)
    assert "a name or a few words" in read(refused)

    await stage.tick(hours=12)
    reveal = read(stage.messages()[-1])
    assert "✓ Right: **Ian Goodfellow · Goodfellow** · 1 of 2 had it" in reveal
    assert "From the group" not in reveal
    own = read(await stage.ana.click(challenge, label="My result"))
    assert "Got it · 10 of 10 points" in own
    assert "goodfelow, ian" in own
    wrong = read(await stage.bo.click(challenge, label="My result"))
    assert "Not yet · 0 of 10 points" in wrong
    assert "✓ Right: **Ian Goodfellow · Goodfellow**" in wrong
    assert "Compared with the answers that are accepted" in wrong


async def test_practice_in_the_short_form(stage: Stage) -> None:
    await with_question(stage)
    shown = await stage.ana.slash(stage.channel, "quiz", form="short")
    assert WHO.prompt in read(shown)
    form = await stage.ana.click(reply(shown), label="Answer")
    await stage.ana.submit_modal(form, {"text": "IAN GOODFELLOW"})
    text = read(shown)
    assert "**Got it**" in text
    assert "✓ Right: **Ian Goodfellow · Goodfellow**" in text
    again = await stage.bo.slash(stage.channel, "quiz", form="short")
    await stage.bo.click(reply(again), label="Show the answer")
    assert "✓ Right: **Ian Goodfellow · Goodfellow**" in read(again)
    assert "See how it went" in labels(again)


async def test_where_no_question_has_short_answers_it_says_so(stage: Stage) -> None:
    refused = read(await stage.ana.slash(stage.channel, "quiz", form="short"))
    assert "No question fits" in refused
