"""More is due at once than Discord's limit allows: what it refuses is sent again, nothing twice."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

from tests.conftest import HANGS
from tests.loopback import study_group
from tests.loopback.channel import text
from tests.loopback.fault import LIMITED
from tests.loopback.global_rate_limit import GlobalLimit
from tests.loopback.guilds import guild
from tests.loopback.process import born
from tests.loopback.scene import scene
from tests.loopback.standin import TOKEN, StandIn
from tests.loopback.test_stale_messages import (
    CLOSED,
    answer_all,
    no_edits,
    questions_of,
    within_ten_minutes,
)

GUILDS = [study_group.GUILD_ID + number * 10_000 for number in range(8)]
CHANNELS = (1, 2, 3, 6, 7)
TIGHT, REFUSED = 8, 10
"""Far fewer a second than the bot keeps to by itself, also on a slow machine; so many times."""


async def test_what_the_limit_refuses_is_sent_again(questions: Path, tmp_path: Path) -> None:
    due = study_group.a_minute_ago()
    await study_group.schedules(questions, tmp_path / "quizbot.sqlite", due, GUILDS, CHANNELS)
    described = [guild(guild_id, channels=max(CHANNELS)) for guild_id in GUILDS]
    count = len(GUILDS) * len(CHANNELS)
    async with asyncio.timeout(HANGS), StandIn(described) as standin:
        limit = standin.enforce(GlobalLimit(TIGHT, REFUSED))
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
        assert limit.refused == REFUSED
        for guild_id in GUILDS:
            for channel in CHANNELS:
                [_one] = standin.channel(guild_id + channel).messages
        assert standin.unknown == []


async def test_a_limit_of_all_that_edits_meet_is_waited_for_once(
    questions: Path, tmp_path: Path
) -> None:
    """No edit meets it again before the model answers are out; each message is right in the end."""
    async with scene(questions, tmp_path, GUILDS) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=len(GUILDS))
            limit: dict[str, Any] = {"status": LIMITED, "everywhere": True, "retry_after": 0.5}
            faults = no_edits(stage, **limit)
            await answer_all(stage)
            await asyncio.wait(
                [asyncio.create_task(fault.begun()) for fault in faults],
                return_when=asyncio.FIRST_COMPLETED,
            )
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge", times=len(GUILDS))
            await bot.said("cannot be shown", times=len(GUILDS))
            assert sum(fault.happened for fault in faults) <= len(GUILDS)
            bot.terminate()
            assert await bot.ended() == 0
        for fault in faults:
            fault.end()
        async with stage.bot() as bot:
            await within_ten_minutes(stage, lambda: not stage.rows("SELECT 1 FROM stale_messages"))
            bot.terminate()
            assert await bot.ended() == 0
        assert all(CLOSED in text(one) for one in questions_of(stage))
