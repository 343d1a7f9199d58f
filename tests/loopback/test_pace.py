"""The pace: what comes in a burst is spread so that Discord refuses none of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.loopback import study_group
from tests.loopback.global_rate_limit import GlobalLimit
from tests.loopback.interaction import MODERATOR_ID, give_points
from tests.loopback.scene import scene

AT_ONCE = 7
"""More than the five messages that a channel takes in five seconds."""
MEMBERS = range(1, 41)


async def test_more_posts_to_one_channel_than_it_takes_at_once(
    questions: Path, tmp_path: Path
) -> None:
    async with scene(questions, tmp_path) as stage:
        await study_group.schedules(
            questions, stage.file, study_group.a_minute_ago(), stage.guild_ids, [1] * AT_ONCE
        )
        stage.standin.enforce_channel_limits()
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=AT_ONCE)
            bot.terminate()
            assert await bot.ended() == 0
        assert len(stage.channel.messages) == AT_ONCE
        assert stage.standin.refused_by_channel == 0


async def test_a_burst_of_direct_messages(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        limit = stage.standin.enforce(GlobalLimit())
        async with stage.bot() as bot:
            await bot.said("posted challenge")
            gifts = [(MODERATOR_ID, give_points(member, 1, "well said")) for member in MEMBERS]
            done = await stage.standin.act(gifts, study_group.GUILD_ID, stage.channel.id)
            await asyncio.gather(*(one.acknowledged.wait() for one in done))
            bot.terminate()
            assert await bot.ended() == 0
        told = [stage.standin.channel(member).messages for member in MEMBERS]
        assert [len(messages) for messages in told] == [1] * len(MEMBERS)
        assert limit.refused == 0
