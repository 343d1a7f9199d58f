"""The bot is killed while it tells the review channel that a second look waits: it is told once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quizbot.app import open_app
from quizbot.clock import utc_now
from tests.loopback.fault import Fault
from tests.loopback.interaction import MODERATOR_ID, answer_form, form
from tests.loopback.scene import scene
from tests.loopback.study_group import GUILD_ID

MEMBER, REVIEW = 1000, GUILD_ID + 2
WORDS = "A member asks for a second look at question #1."


@pytest.mark.parametrize("carried_out", [True, False], ids=["said", "not-said"])
async def test_it_is_said_once_wherever_it_is_killed(
    questions: Path, tmp_path: Path, carried_out: bool
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with open_app(questions, stage.file, rng=random.Random(1)) as app:
            change = {"review_channel_id": REVIEW}
            await app.shared.settings.change(GUILD_ID, change, MODERATOR_ID, utc_now())
        lost = stage.standin.let_happen(Fault(WORDS, channel=REVIEW, carried_out=carried_out))
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            await stage.replies({MEMBER: answer_form(f"q:submit:{challenge}", "Noise is added")})
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge")
            ask = form(f"q:second-look-ask:{challenge}", reason="It is there")
            told = await stage.replies({MEMBER: ask})
            assert "waits for a moderator" in told[MEMBER]
            await lost.begun()
            bot.kill()
            await bot.ended()
        lost.release()
        stage.clock.advance(minutes=10)  # by then Discord takes the same nonce again
        async with stage.bot() as bot:
            await bot.said("ready as")
            await stage.up_to_date()
            bot.terminate()
            assert await bot.ended() == 0
        assert len(stage.standin.channel(REVIEW).with_text(WORDS)) == 1
