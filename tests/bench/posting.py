"""Posting: many schedules due in the same minute, under Discord's limit of 50 requests a second.

The stand-in refuses what is beyond the limit, within any second. Five schedules a server, each in a
channel of its own.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row
from tests.bench.watch import Watched, asked_meanwhile, waits, watched
from tests.loopback import study_group
from tests.loopback.global_rate_limit import PER_SECOND, GlobalLimit
from tests.loopback.guilds import guild

SERVERS, QUICK_SERVERS = 2_000, 100
TEXT_CHANNELS = (1, 2, 3, 6, 7)
LATE = 1.05


async def measure(*, quick: bool) -> list[Row]:
    servers = QUICK_SERVERS if quick else SERVERS
    guild_ids = [study_group.GUILD_ID + number * 10_000 for number in range(servers)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quizbot.sqlite"
        due = study_group.a_minute_ago()
        await study_group.schedules(QUESTIONS, file, due, guild_ids, TEXT_CHANNELS)
        described = [guild(guild_id, channels=max(TEXT_CHANNELS)) for guild_id in guild_ids]
        async with watched(Path(folder), described) as watch:
            rows = await _post(watch, servers * len(TEXT_CHANNELS))
        return [*rows, *_order(file, due)]


async def _post(watch: Watched, count: int) -> list[Row]:
    process, standin = watch.bot.process, watch.bot.standin
    limit = standin.enforce(GlobalLimit())
    await process.said("ready as")
    await watch.fresh()
    refused = limit.refused
    start = time.perf_counter()
    async with asked_meanwhile(watch.bot) as asked:
        await process.said("posted challenge")
        first = time.perf_counter() - start
        await process.said("posted challenge", times=count)
        last = time.perf_counter() - start
    least = count / PER_SECOND
    what = f"{count:,} schedules due in one minute"
    return [
        Row(f"{what}, first message after", f"{first:.1f} s"),
        Row(
            f"{what}, all messages after",
            f"{last:.1f} s, {last / least:.3f} x the limit's {least:.0f} s",
            f"<= {LATE} x",
        ),
        Row("  refused by the limit (429) meanwhile", f"{limit.refused - refused:,}"),
        Row("  errors in the log", f"{sum(' ERROR ' in line for line in process.log):,}"),
        waits(asked),
        *await watch.rows(what),
    ]


def _order(file: Path, due: datetime) -> list[Row]:
    """Tell how the claims and messages came, from what the database holds."""
    with closing(sqlite3.connect(file)) as connection:
        claimed = connection.execute(
            "SELECT max(claimed_at) - min(claimed_at), avg(claimed_at) - min(claimed_at) "
            "FROM challenges"
        ).fetchone()
        posted = connection.execute(
            "SELECT schedule_id FROM challenges ORDER BY message_id"
        ).fetchall()
    places = sorted(abs(place - schedule) for place, (schedule,) in enumerate(posted, 1))
    most = places[len(places) * 99 // 100]
    claims = f"{claimed[0]} s, on average after {claimed[1]:.0f} s"
    return [
        Row("  claimed over, from the first to the last", claims),
        Row(
            "  oldest first: 99 of 100 out of order by at most",
            f"{most} places of {len(places):,} (the worst {places[-1]})",
        ),
    ]
