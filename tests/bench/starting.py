"""Starting: from the process's first moment to ready in 1,000 servers, and its memory then."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench.contestants import BARE, QUESTIONS, QUIZBOT, contestant
from tests.bench.row import Row
from tests.loopback import study_group
from tests.loopback.guilds import guild

GUILDS = 1_000
CHANNELS, ROLES = 20, 12
RUNS, QUICK_RUNS = 5, 1
IDLE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the first moment to ready, and the memory (MB) some idle seconds later."""

    seconds: float
    memory: float


async def measure(*, quick: bool) -> list[Row]:
    guild_ids = [study_group.GUILD_ID + number * 10_000 for number in range(GUILDS)]
    described = [guild(guild_id, channels=CHANNELS, roles=ROLES) for guild_id in guild_ids]
    bare: list[Start] = []
    quizbot: list[Start] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "quizbot.sqlite"
        tomorrow = study_group.a_minute_ago() + timedelta(hours=23)
        await study_group.schedule(QUESTIONS, file, tomorrow, guild_ids=guild_ids)
        await _start(QUIZBOT, folder, described[:1], idle=0)
        for _ in range(QUICK_RUNS if quick else RUNS):
            bare.append(await _start(BARE, folder, described))
            quizbot.append(await _start(QUIZBOT, folder, described))
    return _rows(_typical(bare), _typical(quizbot))


def _typical(starts: list[Start]) -> Start:
    return Start(
        statistics.median(one.seconds for one in starts),
        statistics.median(one.memory for one in starts),
    )


def _rows(bare: Start, quizbot: Start) -> list[Row]:
    servers = f"{GUILDS:,} servers of {CHANNELS} channels and {ROLES} roles"
    later, more = quizbot.seconds - bare.seconds, quizbot.memory - bare.memory
    return [
        Row(f"bare bot: start to ready, {servers}", f"{bare.seconds:.2f} s"),
        Row(
            f"start to ready, {servers}, shipped bank",
            f"{quizbot.seconds:.2f} s, {later:+.2f} s to bare",
            "< 3 s beyond bare",
        ),
        Row("bare bot: memory idle (RSS) in them", f"{bare.memory:.0f} MB"),
        Row(
            "memory idle (RSS) in them",
            f"{quizbot.memory:.0f} MB, {more:+.0f} MB to bare",
            "< 150 MB",
        ),
    ]


async def _start(
    module: str, folder: Path, described: list[dict[str, Any]], idle: float = IDLE_SECONDS
) -> Start:
    start = time.perf_counter()
    async with contestant(module, folder, described) as who:
        await who.process.said("ready as")
        seconds = time.perf_counter() - start
        await asyncio.sleep(idle)
        return Start(seconds, _memory(who.process.id))


def _memory(process_id: int) -> float:
    """Return the resident memory of a process in MB, as Linux counts it."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
