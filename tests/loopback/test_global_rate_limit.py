"""More is due at once than Discord's limit allows: what it refuses is sent again, nothing twice."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from tests.loopback import study_group
from tests.loopback.global_rate_limit import GlobalLimit
from tests.loopback.guilds import guild
from tests.loopback.process import born
from tests.loopback.standin import TOKEN, StandIn

GUILDS = [study_group.GUILD_ID + number * 10_000 for number in range(8)]
CHANNELS = (1, 2, 3, 6, 7)
TIGHT = 30
"""Fewer a second than the bot keeps to by itself."""


async def test_what_the_limit_refuses_is_sent_again(questions: Path, tmp_path: Path) -> None:
    due = study_group.a_minute_ago()
    await study_group.schedules(questions, tmp_path / "quizbot.sqlite", due, GUILDS, CHANNELS)
    described = [guild(guild_id, channels=max(CHANNELS)) for guild_id in GUILDS]
    count = len(GUILDS) * len(CHANNELS)
    async with asyncio.timeout(120), StandIn(described) as standin:
        limit = standin.enforce(GlobalLimit(TIGHT))
        settings = {
            **standin.environment,
            "LOOPBACK_READY": "0.1",
            "DISCORD_TOKEN": TOKEN,
            "QUIZBOT_DATA": str(tmp_path),
            "QUIZBOT_QUESTIONS": str(questions),
        }
        async with born(tmp_path, settings) as bot:
            await bot.said("posted challenge", times=count)
            bot.terminate()
            assert await bot.ended() in (0, -signal.SIGTERM)
        assert limit.refused > 0
        for guild_id in GUILDS:
            for channel in CHANNELS:
                [_one] = standin.channel(guild_id + channel).messages
        assert standin.unknown == []
