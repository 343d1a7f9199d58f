"""What members are told in private, also where that is closed, and what moderators hear."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.stage import Stage, read, reply
from tests.e2e.test_moderating import private_messages
from tests.e2e.test_suggest import suggest


def close_private_messages(stage: Stage) -> None:
    stage.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)


def followed(shown: Any) -> str:
    """Return what was said below a reply."""
    return "\n".join(map(read, shown.followups))


async def give(stage: Stage, points: int = 5, reason: str = "asked *well*") -> Any:
    return await stage.mod.slash(
        stage.channel, "points give", member=stage.ana, points=points, reason=reason
    )


async def test_points_with_closed_messages_stand_where_the_member_looks(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    await stage.tick(hours=12)
    close_private_messages(stage)
    shown = await give(stage)
    assert "+5 noted" in read(shown)
    heard = followed(shown)
    assert f"<@{stage.ana.id}> could not be told in private" in heard
    assert "gave you 5 points: asked \\*well\\*" in heard
    assert "**My result** and /leaderboard show it to the member." in heard
    for asker in (stage.ana, stage.bo):
        result = read(await asker.click(stage.messages()[0], label="My result"))
        board = read(await asker.slash(stage.channel, "leaderboard"))
        public = read(await asker.slash(stage.channel, "leaderboard", public=True))
        for where in (result, board):
            assert ("+5 by a moderator" in where) is (asker is stage.ana)
        assert "by a moderator" not in public
    assert followed(await stage.mod.slash(stage.channel, "schedule list")) == ""


async def test_points_that_arrive_are_told_once(stage: Stage) -> None:
    await stage.set_up()
    shown = await give(stage)
    await stage.tick(minutes=1)
    await stage.restart()
    await stage.tick(minutes=10)
    [told] = private_messages(stage.ana)
    assert "gave you 5 points" in told
    assert followed(shown) == ""


async def test_a_decision_that_does_not_arrive_is_heard_of(stage: Stage) -> None:
    await suggest(stage, stage.ana)
    close_private_messages(stage)
    listed = await stage.mod.slash(stage.channel, "question suggestions")
    form = await stage.mod.click(reply(listed), label="Decline")
    done = await stage.mod.submit_modal(form, {"reason": "we have it"})
    assert "/suggest list:True shows it to the member." in followed(done)
    assert "declined: “we have it”" in read(
        await stage.ana.slash(stage.channel, "suggest", list=True)
    )


async def test_an_error_behind_the_act_does_not_keep_the_member_waiting(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply cannot even be made: it is not told as undone, and the member hears of it."""
    await stage.set_up()

    def broken(_sentence: str) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("quizbot.ui.components.points.word", broken)
    said = read(await give(stage))
    stage.forgive()
    assert said.startswith("Something went wrong on my side after this was saved.")
    assert "not done" not in said
    await stage.tick(seconds=10)
    [told] = private_messages(stage.ana)
    assert "gave you 5 points" in told


async def test_an_error_before_the_act_says_that_nothing_was_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("quizbot.ui.render.points.told", broken)
    assert "this was not done" in read(await give(stage))
    stage.forgive()


async def test_trouble_with_a_schedule_is_told_to_the_next_moderator(stage: Stage) -> None:
    other = stage.guild.add_member(
        stage.env.create_user("mia"), roles=[stage.guild.roles["Admins"]]
    )
    await stage.set_up()
    stage.env.inject_error(
        "POST", f"/channels/{stage.channel.id}/messages", status=403, code=50013, times=None
    )
    await stage.tick(hours=1)
    assert "could not be posted" in private_messages(stage.mod)[0]
    assert followed(await stage.mod.slash(stage.channel, "schedule list")) == ""
    heard = followed(await other.slash(stage.channel, "audit"))
    assert "The question of #1 could not be posted." in heard
    assert followed(await other.slash(stage.channel, "audit")) == ""
