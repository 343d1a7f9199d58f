"""Killed, and started hours later: late is posted, too late is noted, a reveal always comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.fault import Fault
from tests.loopback.interaction import MODERATOR_ID
from tests.loopback.kills.promises import broken
from tests.loopback.scene import Scene, scene

QUESTION, REVEAL = "Question of the day", "Model answer"


async def life(stage: Scene, *words: str) -> None:
    """Let a bot live until its log says this, and kill it."""
    async with stage.bot() as bot:
        for said in words:
            await bot.said(said)
        bot.kill()
        await bot.ended()


async def test_what_comes_late_and_what_does_not(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        await life(stage, "posted challenge 1")
        stage.clock.advance(hours=24 + 3)
        await life(stage, "revealed challenge 1", "posted challenge 2")
        [(due, reveal_at)] = stage.rows("SELECT due, reveal_at FROM challenges WHERE id = 2")
        assert reveal_at - due > 15 * 3600 - 60  # twelve hours from the late post on
        stage.clock.advance(hours=24 + 5)
        await life(stage, "revealed challenge 2")
        stage.clock.advance(hours=16)
        async with stage.bot() as bot:
            await bot.said("posted challenge 3")
            bot.terminate()
            assert await bot.ended() == 0
        days = stage.rows("SELECT challenge_id, missed FROM slots ORDER BY day")
        assert days == [(1, None), (2, None), (None, "not_running"), (3, None)]
        assert len(stage.channel.with_text(QUESTION)) == 3
        assert len(stage.channel.with_text(REVEAL)) == 2
        [lost] = broken(stage.file, stage.channel.messages, {}, at_rest=False)
        assert lost.startswith("a slot was lost")


@pytest.mark.parametrize("carried_out", [True, False], ids=["told", "not-told"])
async def test_killed_while_telling_of_missed_dates_it_tells_once(
    questions: Path, tmp_path: Path, carried_out: bool
) -> None:
    """What may have been told before the kill is looked up before it is told again."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        await life(stage, "posted challenge 1")
        stage.clock.advance(hours=24 + 8)
        notice = stage.standin.let_happen(Fault("Not posted in", carried_out=carried_out))
        async with stage.bot() as bot:
            await notice.begun()
            bot.kill()
            await bot.ended()
        [(notice_id,)] = stage.rows(
            "SELECT id FROM notices WHERE sentence LIKE 'Not posted in%' AND user_id IS NOT NULL"
        )
        stage.clock.advance(hours=16)
        async with stage.bot() as bot:
            await bot.said("posted challenge 2")
            await bot.said(f"notice {notice_id} is told")
            bot.terminate()
            assert await bot.ended() == 0
        told = stage.standin.channel(MODERATOR_ID).with_text("Not posted in")
        assert len(told) == 1
        missed = stage.rows("SELECT missed FROM slots WHERE missed IS NOT NULL")
        assert missed == [("not_running",)]
