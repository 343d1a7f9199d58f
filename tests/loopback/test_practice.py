"""Practice asks Discord who could answer an open question, and does not wait for it for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.interaction import command
from tests.loopback.scene import scene
from tests.loopback.study_group import GUILD_ID, a_minute_ago, channel_of, schedule

MEMBER = 1000
ELSEWHERE = GUILD_ID + 10_000


@pytest.mark.parametrize("told", [True, False], ids=["answered", "silent"])
async def test_practice_beside_an_open_question_of_another_server(
    questions: Path, tmp_path: Path, told: bool
) -> None:
    async with scene(questions, tmp_path, (GUILD_ID, ELSEWHERE)) as stage:
        await schedule(questions, stage.file, a_minute_ago())
        if not told:
            stage.standin.members_told.clear()
        async with stage.bot(patience=None if told else 2) as bot:
            await stage.challenge(bot)
            acts = [(MEMBER, command("quiz"))]
            [quiz] = await stage.standin.act(acts, ELSEWHERE, channel_of(ELSEWHERE))
            await quiz.acknowledged.wait()
            bot.terminate()
            assert await bot.ended() == 0
        if told:
            assert "No question fits just now." in quiz.said
        else:
            assert "This question is asked in a server just now." in quiz.said
