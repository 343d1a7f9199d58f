"""The bot under watch: started on a folder, asked all the while, and its worst stall told."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contestants import Contestant, contestant
from tests.bench.row import Row, short, times
from tests.bench.stalls import SAYS, Stall
from tests.loopback import study_group
from tests.loopback.interaction import Interaction, command
from tests.loopback.process import Process, started

WATCHED = "tests.bench.watched"
ASK_EVERY = 0.1
STALL_HOLD, ASKED_HOLD = "< 100 ms", "< 3 s"
_TOLD = re.compile(rf"{SAYS}: ([\d.]+) s, computing ([\d.]+) s, collecting ([\d.]+) s, at ?(.*)")


@dataclass(frozen=True, slots=True)
class Watched:
    """The bot with its stand-in, and beside it a loop that does nothing."""

    bot: Contestant
    idle: Process

    async def fresh(self) -> None:
        """Forget the stalls so far."""
        await self.rows("")

    async def rows(self, what: str) -> list[Row]:
        """Return the worst stall of both since the last time."""
        worst, idle = [await _ask_for_stall(one) for one in (self.bot.process, self.idle)]
        figure = (
            f"{short(worst.seconds)} (an idle loop's meanwhile: {short(idle.seconds)}); "
            f"computing {short(worst.computing)}, collecting garbage {short(worst.collecting)}"
        )
        where = [Row("  the computing one stood at", worst.where)] if worst.where else []
        return [Row(f"longest event-loop stall, {what}", figure, STALL_HOLD), *where]


async def _ask_for_stall(process: Process) -> Stall:
    told = sum(SAYS in line for line in process.log)
    os.kill(process.id, signal.SIGUSR1)
    await process.said(SAYS, times=told + 1)
    line = [line for line in process.log if SAYS in line][-1]
    match = _TOLD.search(line)
    assert match is not None
    seconds, computing, collecting, where = match.groups()
    return Stall(float(seconds), float(computing), where, float(collecting))


@asynccontextmanager
async def watched(folder: Path, guilds: Iterable[dict[str, Any]]) -> AsyncIterator[Watched]:
    """Start the bot on a folder, in these servers."""
    async with (
        started(WATCHED, folder, {"WATCHED": "idle"}) as idle,
        contestant(WATCHED, folder, list(guilds)) as bot,
    ):
        await idle.said("ready as")
        yield Watched(bot, idle)


@asynccontextmanager
async def asked_meanwhile(bot: Contestant) -> AsyncIterator[list[Interaction]]:
    """Let one member after the other start a practice (it reads and writes) for the block."""
    asked: list[Interaction] = []

    async def ask() -> None:
        for member in itertools.count(900_000_000):
            acts = [(member, command("quiz"))]
            place = study_group.GUILD_ID, study_group.channel_of()
            asked.extend(await bot.standin.act(acts, *place))
            await asked[-1].acknowledged.wait()
            await asyncio.sleep(ASK_EVERY)

    asking = asyncio.create_task(ask())
    try:
        yield asked
    finally:
        asking.cancel()


def waits(asked: list[Interaction]) -> Row:
    """Return how long the members were kept waiting."""
    took = [one.seconds for one in asked if one.acknowledged_at]
    figure = f"{times(took)}, worst {short(max(took))} of {len(took):,}"
    return Row("acknowledged meanwhile, one at a time, /quiz", figure, ASKED_HOLD)
