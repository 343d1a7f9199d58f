"""The two that are compared: the bot and a bare discord.py bot.

Each runs in a process and on a stand-in of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.loopback.process import Process, started
from tests.loopback.standin import TOKEN, StandIn

BARE, QUIZBOT = "tests.bench.bare", "tests.loopback.bot"
QUESTIONS = ROOT / "questions"
"""The shipped bank."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running bot and its stand-in."""

    standin: StandIn
    process: Process


@asynccontextmanager
async def contestant(
    module: str, folder: Path, guilds: Sequence[dict[str, Any]]
) -> AsyncIterator[Contestant]:
    """Start one of the two in a folder that holds its data."""
    async with StandIn(guilds) as standin:
        settings = {
            "DISCORD_TOKEN": TOKEN,
            "QUIZBOT_DATA": str(folder),
            "QUIZBOT_QUESTIONS": str(QUESTIONS),
        }
        async with started(module, folder, {**standin.environment, **settings}) as process:
            yield Contestant(standin, process)
