"""A server's database before the bot starts, made through the bot's own services."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizbot.app import open_app
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan
from tests.loopback.interaction import MODERATOR_ID

GUILD_ID = 700_000_000_000_000_000
HALF_A_DAY = timedelta(hours=12)


def channel_of(guild_id: int = GUILD_ID) -> int:
    """Return the id of the channel where a server's question is posted."""
    return guild_id + 1


def a_minute_ago() -> datetime:
    """Return the last whole minute but one, for a slot that is due whenever the bot looks."""
    return datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)


async def schedule(
    questions: Path,
    file: Path,
    due: datetime,
    *,
    reveal_after: timedelta = HALF_A_DAY,
    guild_ids: Iterable[int] = (GUILD_ID,),
) -> None:
    """Give servers a daily question, next ``due`` (a whole minute, UTC)."""
    at = due.time().replace(tzinfo=None)
    before = due - timedelta(seconds=1)
    async with open_app(questions, file, rng=random.Random(1)) as app:
        for guild_id in guild_ids:
            plan = Plan(channel_of(guild_id), at, "UTC", reveal_after=reveal_after)
            await app.shared.schedules.set_up(Guild(guild_id), plan, MODERATOR_ID, before)


async def schedules(
    questions: Path, file: Path, due: datetime, guild_ids: Sequence[int], channels: Sequence[int]
) -> None:
    """Give servers a daily question in several channels, all next ``due``, in order of servers.

    Each has a moderator of its own: of one, the same plan again would be taken for a mistake.
    """
    at = due.time().replace(tzinfo=None)
    before = due - timedelta(seconds=1)
    async with open_app(questions, file, rng=random.Random(1)) as app:
        adding = (
            app.shared.schedules.add(
                guild_id, Plan(guild_id + channel, at, "UTC"), MODERATOR_ID + place, before
            )
            for guild_id in guild_ids
            for place, channel in enumerate(channels)
        )
        while some := list(itertools.islice(adding, 200)):
            await asyncio.gather(*some)
