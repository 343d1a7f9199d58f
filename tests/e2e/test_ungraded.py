"""Questions without key points: asked, answered and shown beside the model answer, never graded."""

from __future__ import annotations

from quizbot.domain.question import Level, Question
from quizbot.storage import questions, quiz
from tests.conftest import some
from tests.e2e.stage import Stage, labels, read, reply

OWN = Question(
    id="own-1",
    topic="gans",
    level=Level.BEGINNER,
    prompt="What did we agree on about reviews?",
    answer="Every change is read by one other person before it lands.",
    key_points=(),
)


async def ask_ungraded(stage: Stage) -> None:
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, OWN, stage.mod.id, stage.clock())
    )
    await stage.set_up()
    await stage.mod.slash(stage.channel, "queue add", question="own-1")
    await stage.tick(hours=1)


async def test_a_question_that_is_not_graded(stage: Stage) -> None:
    await ask_ungraded(stage)
    [message] = stage.messages()
    assert "Generative adversarial networks · beginner · not graded" in read(message)
    saved = await stage.answer(stage.ana, message, "somebody **reads** it first")
    assert "Nobody sees it before the reveal." in read(saved)
    await stage.answer(stage.bo, message, "no idea", share=False)
    await stage.restart()
    await stage.tick(hours=12)
    reveal = read(stage.messages()[-1])
    assert OWN.answer in reveal
    assert "**2 answered.** This one is not graded and gives no points" in reveal
    assert "What a good answer contains" not in reveal
    assert "> somebody \\*\\*reads\\*\\* it first\n> — ana" in reveal
    assert "no idea" not in reveal
    mine = await stage.ana.click(stage.messages()[-1], label="My result")
    assert "Compare yourself · #1" in read(mine)
    assert "> somebody" in read(mine)
    assert OWN.answer in read(mine)
    assert labels(mine) == ["Practise this later"]
    none = await stage.chen.click(stage.messages()[-1], label="My result")
    assert "You did not answer this one" in read(none)
    for table in ("verdicts", "ledger", "board"):
        assert await stage.app.shared.database.value(f"SELECT count(*) FROM {table}") == 0
    assert await stage.app.shared.database.value("SELECT count(*) FROM answers") == 2
    assert "Nobody has points" in read(await stage.ana.slash(stage.channel, "leaderboard"))


async def test_nobody_answered_a_question_that_is_not_graded(stage: Stage) -> None:
    await ask_ungraded(stage)
    await stage.tick(hours=12)
    assert "**Nobody answered this one.**" in read(stage.messages()[-1])


async def test_practice_of_a_question_that_is_not_graded(stage: Stage) -> None:
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, OWN, stage.mod.id, stage.clock())
    )
    shown = await stage.ana.slash(stage.channel, "quiz", topic="gans", level="beginner", count=25)
    while OWN.prompt not in read(shown):
        await stage.ana.click(reply(shown), label="Skip")
    form = await stage.ana.click(reply(shown), label="Answer")
    await stage.ana.submit_modal(form, {"text": "a review by another"})
    assert "**Compare yourself**\n> a review by another" in read(shown)
    assert OWN.answer in read(shown)
    assert "Not yet" not in read(shown)
    row = some(
        await stage.app.shared.database.one("SELECT question_id, score FROM practice_answers")
    )
    assert tuple(row) == ("own-1", None)
    best = await quiz.best_scores(stage.app.shared.database.reader, stage.ana.id)
    assert best == {"own-1": 0.5}  # neither new nor taken for wrong
    last = labels(shown)[0]
    end = await stage.ana.click(reply(shown), label=last)
    while labels(end):
        await stage.ana.click(reply(end), label="Skip")
    assert "Practice done. /quiz starts another." in read(end)


async def test_a_moderator_makes_one_that_is_not_graded(stage: Stage) -> None:
    """A form without key points; points added later make it a graded one."""
    form = await stage.mod.slash(stage.channel, "question add")
    typed = {
        "topic": ["gans"],
        "level": "beginner",
        "prompt": OWN.prompt,
        "answer": OWN.answer,
        "key_points": "",
    }
    shown = await stage.mod.submit_modal(form, typed)
    assert "beginner · not graded" in read(shown)
    assert "None, so it is not graded" in read(shown)
    await stage.mod.click(reply(shown), label="Save")
    assert "Saved as **own-1**" in read(shown)
    again = await stage.mod.slash(stage.channel, "question edit", question="own-1")
    form = await stage.mod.click(reply(again), label="Key points")
    await stage.mod.submit_modal(form, {"key_points": "one\ntwo"})
    assert "beginner · up to 10 points" in read(again)
    await stage.mod.click(reply(again), label="Save")
    assert "Saved as **own-1**" in read(again)


async def test_a_suggestion_without_key_points_is_approved_as_it_is(stage: Stage) -> None:
    form = await stage.ana.slash(stage.channel, "suggest")
    typed = {"topic": ["gans"], "level": "beginner", "prompt": OWN.prompt, "answer": OWN.answer}
    await stage.ana.submit_modal(form, typed)
    shown = await stage.mod.slash(stage.channel, "question suggestions")
    assert "> none given" in read(shown)
    await stage.mod.click(reply(shown), label="Approve")
    assert "Saved as **own-1**" in read(shown)
    preview = await stage.mod.slash(stage.channel, "question preview", question="own-1")
    assert "not graded" in read(preview)
