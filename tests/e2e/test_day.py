"""A day in the life of a study group."""

from __future__ import annotations

from tests.e2e.stage import Stage, labels, read


async def test_a_day(stage: Stage) -> None:
    shown = await stage.set_up()
    assert "The daily question is on" in read(shown)
    assert read(shown).count("<t:") == 6
    assert stage.messages() == []

    await stage.tick(minutes=59, seconds=59)
    assert stage.messages() == []
    await stage.tick(seconds=1)
    [message] = stage.messages()
    assert "Question of the day · #1" in read(message)
    assert labels(message) == ["Answer", "Hint", "My answer"]

    question = stage.app.shared.library.questions
    asked = next(q for q in question.values() if q.prompt in read(message))
    saved = await stage.answer(stage.ana, message, asked.answer)
    assert read(saved).startswith("Saved. You can change what you say to #1")
    assert saved.ephemeral
    await stage.answer(stage.bo, message, "no idea at all")
    again = await stage.answer(stage.bo, message, asked.key_points[0].point, share=False)
    assert "in place of your earlier answer" in read(again)
    hint = await stage.chen.click(message, label="Hint")
    assert asked.hints[0] in read(hint)
    assert hint.ephemeral
    typed = await stage.chen.slash(stage.channel, "answer", text="It depends on the data")
    assert "Saved." in read(typed)

    await stage.tick(seconds=11)
    assert "3 answered" in read(stage.messages()[0])

    await stage.restart()
    mine = await stage.bo.click(stage.messages()[0], label="My answer")
    assert asked.key_points[0].point[:20] in read(mine).replace("\\", "")

    await stage.tick(hours=12)
    message, reveal = stage.messages()
    assert labels(message) == ["My result"]
    assert "closed" in read(message)
    assert "Model answer · #1" in read(reveal)
    assert "**3 answered**" in read(reveal)
    assert reveal.reference is not None
    assert reveal.reference.message_id == message.id

    late = await stage.dee.slash(stage.channel, "answer", text="too late")
    assert "No question is open here" in read(late)
    result = await stage.ana.click(reveal, label="My result")
    assert "Got it" in read(result)
    assert result.ephemeral

    board = await stage.ana.slash(stage.channel, "leaderboard")
    full = {"beginner": 10, "intermediate": 20, "advanced": 30}[asked.level]
    assert f"`  1` ana · **{full}**" in read(board)
    assert "You: 1st with" in read(board)
