"""Posting: many schedules due in the same minute, and how long people wait meanwhile.

The stand-in has no rate limits: what is measured is the bot's own speed, which must be above the
50 requests a second that Discord allows.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import time
from pathlib import Path

from tests.bench.contestants import QUESTIONS, QUIZBOT, Contestant, contestant
from tests.bench.row import Row, times
from tests.loopback import study_group
from tests.loopback.guilds import guild
from tests.loopback.interaction import Interaction, command

SCHEDULES, QUICK_SCHEDULES = 1_000, 200
ASK_EVERY = 0.1


async def measure(*, quick: bool) -> list[Row]:
    count = QUICK_SCHEDULES if quick else SCHEDULES
    guild_ids = [study_group.GUILD_ID + number * 10_000 for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        due = study_group.a_minute_ago()
        file = Path(folder) / "quizbot.sqlite"
        await study_group.schedule(QUESTIONS, file, due, guild_ids=guild_ids)
        described = [guild(guild_id) for guild_id in guild_ids]
        async with contestant(QUIZBOT, Path(folder), described) as who:
            await who.process.said("ready as")
            start = time.perf_counter()
            asked: list[Interaction] = []
            async with asyncio.TaskGroup() as group:
                asking = group.create_task(_ask(who, asked))
                await who.process.said("posted challenge")
                first = time.perf_counter() - start
                await who.process.said("posted challenge", times=count)
                last = time.perf_counter() - start
                asking.cancel()
    waits = [one.seconds for one in asked if one.acknowledged_at]
    return [
        Row(f"{count:,} schedules due at once, first message after", f"{first:.1f} s"),
        Row(
            f"{count:,} schedules due at once, all messages after",
            f"{last:.1f} s, {count / last:,.0f}/s",
            "> 50/s",
        ),
        Row("acknowledged meanwhile, one at a time, /quiz", times(waits), "< 3 s"),
    ]


async def _ask(who: Contestant, asked: list[Interaction]) -> None:
    """Let one member after the other start a practice, which reads and writes."""
    for member in itertools.count(1000):
        acts = [(member, command("quiz"))]
        asked += await who.standin.act(acts, study_group.GUILD_ID, study_group.channel_of())
        await asked[-1].acknowledged.wait()
        await asyncio.sleep(ASK_EVERY)
