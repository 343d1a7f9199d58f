"""A question that was unfair is made void, and counts again."""

from __future__ import annotations

from typing import Any

from quizbot.domain.question import Question
from tests.e2e.stage import Stage, labels, read, reply
from tests.e2e.test_bad_input import refused


async def test_a_void_question(stage: Stage, revealed: tuple[Question, Any]) -> None:
    _, reveal = revealed
    points = await stage.app.shared.database.value("SELECT sum(points) FROM ledger")
    assert points > 0
    chosen = {"question": 1, "reason": "two answers\nare *right*"}
    refused(await stage.ana.slash(stage.channel, "grade void", **chosen), "Only moderators")
    wrong = await stage.mod.slash(stage.channel, "grade void", question=1, reason=" ")
    refused(wrong, "A reason is needed")
    shown = await stage.mod.slash(stage.channel, "grade void", **chosen)
    assert f"Question #1 is void. {points} points of 1 member are taken back." in read(shown)
    again = await stage.mod.slash(stage.channel, "grade void", **chosen)
    refused(again, "Question #1 is void already. /grade unvoid")
    assert "Nobody has points" in read(await stage.ana.slash(stage.channel, "leaderboard"))
    await stage.tick()
    assert "void, it gives no points: two answers are \\*right\\*" in read(stage.messages()[0])
    await stage.restart()
    result = await stage.ana.click(reveal, label="My result")
    assert "Void · no points" in read(result)
    assert "two answers are \\*right\\*" in read(result)
    assert labels(result) == ["How grading works"]
    override = {"member": stage.ana, "question": 1}
    case = await stage.mod.slash(stage.channel, "grade override", **override)
    refused(await stage.mod.click(reply(case), label="Keep"), "Question #1 is void and gives")
    undone = await stage.mod.slash(stage.channel, "grade unvoid", question=1, reason="one is")
    assert f"Question #1 counts again. 1 member got {points} points back." in read(undone)
    refused(
        await stage.mod.slash(stage.channel, "grade unvoid", question=1, reason="x"),
        "Question #1 counts, so there is nothing to undo",
    )
    await stage.tick()
    assert "void" not in read(stage.messages()[0])
    assert f"ana · **{points}**" in read(await stage.ana.slash(stage.channel, "leaderboard"))
    assert await stage.app.shared.database.value("SELECT count(*) FROM voids") == 2
    audit = read(await stage.mod.slash(stage.channel, "audit")).replace("\\", "")
    assert "made void #1" in audit
    assert "let count again #1" in audit
    nothing = await stage.mod.slash(stage.channel, "grade void", question=7, reason="x")
    refused(nothing, "There is no revealed question #7 here")
