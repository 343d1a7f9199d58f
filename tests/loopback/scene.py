"""A scene: servers, their database in a folder, the stand-in, and the bot that comes and goes."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import HANGS
from tests.loopback import study_group
from tests.loopback.channel import Channel, Message, custom_ids
from tests.loopback.clock import FileClock
from tests.loopback.guilds import guild
from tests.loopback.interaction import Act, Interaction
from tests.loopback.kills.points import Point
from tests.loopback.process import Process, born
from tests.loopback.standin import TOKEN, StandIn

READY, TICK = "0.1", "0.05"
CLOCK = "clock"


class Scene:
    """What stands on the stage; the bot's clock is the real one until it is set or advanced."""

    def __init__(
        self,
        standin: StandIn,
        clock: FileClock,
        questions: Path,
        folder: Path,
        guild_ids: Sequence[int],
    ) -> None:
        self.standin = standin
        self.clock = clock
        self.guild_ids = guild_ids
        self._questions = questions
        self._folder = folder

    @property
    def file(self) -> Path:
        return self._folder / "quizbot.sqlite"

    @property
    def channel(self) -> Channel:
        """Where the question is posted."""
        return self.standin.channel(study_group.channel_of())

    async def schedule_due(self, reveal_after: timedelta = study_group.HALF_A_DAY) -> None:
        """Give the servers a daily question that was due a minute ago."""
        await study_group.schedule(
            self._questions,
            self.file,
            study_group.a_minute_ago(),
            reveal_after=reveal_after,
            guild_ids=self.guild_ids,
        )

    def bot(
        self,
        token: str = TOKEN,
        arguments: str = "",
        patience: float | None = None,
        end_within: float | None = None,
        until: Point | None = None,
        **settings: str,
    ) -> AbstractAsyncContextManager[Process]:
        """Start the bot on the scene's database; it ends itself at a point, if one is given.

        ``settings`` go before those of the scene.
        """
        return born(
            self._folder,
            {
                **self.standin.environment,
                "LOOPBACK_READY": READY,
                "LOOPBACK_TICK": TICK,
                "LOOPBACK_CLOCK": str(self._folder / CLOCK),
                "LOOPBACK_ARGUMENTS": arguments,
                "LOOPBACK_PATIENCE": str(patience or ""),
                "LOOPBACK_END": str(end_within or ""),
                "LOOPBACK_KILL": until.write() if until else "",
                "DISCORD_TOKEN": token,
                "QUIZBOT_DATA": str(self._folder),
                "QUIZBOT_QUESTIONS": str(self._questions),
                **settings,
            },
        )

    async def challenge(self, bot: Process) -> int:
        """Wait for the challenge that was due and return its id."""
        await bot.said("posted challenge")
        [message] = self.channel.messages
        return challenge_of(message)

    async def act(self, acts: Mapping[int, Act]) -> list[Interaction]:
        """Let members (by id) do things, all at once."""
        guild_id = study_group.GUILD_ID
        return await self.standin.act(acts.items(), guild_id, self.channel.id)

    async def replies(self, acts: Mapping[int, Act]) -> dict[int, str]:
        """Let members do things and return, by member, what each is told."""
        done = await self.act(acts)
        await asyncio.gather(*(one.acknowledged.wait() for one in done))
        return {one.user_id: one.said for one in done}

    async def replies_until_its_end(
        self, acts: Mapping[int, Act], bot: Process, sign: signal.Signals, after: int
    ) -> tuple[dict[int, str], int]:
        """Let members do things, and send the bot a signal at the acknowledgement number ``after``.

        The signal goes out before that acknowledgement is answered, while others are under way.
        Returns what those who had a reply were told, and the bot's exit status.
        """
        heard: list[Interaction] = []

        def hear(interaction: Interaction) -> None:
            heard.append(interaction)
            if len(heard) == after:
                os.kill(bot.id, sign)

        self.standin.interactions.heard = hear
        await self.act(acts)
        status = await bot.ended()
        await self.standin.drained()
        return {one.user_id: one.said for one in heard}, status

    async def up_to_date(self) -> None:
        """Wait until every message shows what the database says."""
        await until(lambda: not self.rows("SELECT 1 FROM stale_messages"))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the database."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql).fetchall()


async def until(condition: Callable[[], object], seconds: float = HANGS) -> None:
    """Wait until something is so that tells nobody."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  neither stand-in nor database has an event for it
            await asyncio.sleep(0.02)


def challenge_of(message: Message) -> int:
    """Return the id of the challenge that a message's buttons are about."""
    return int(next(custom_ids(message["components"])).split(":")[2])


@asynccontextmanager
async def scene(
    questions: Path, folder: Path, guild_ids: Sequence[int] = (study_group.GUILD_ID,)
) -> AsyncIterator[Scene]:
    """Set the stage; at the end every request of the bot has had a route here."""
    clock = FileClock(folder / CLOCK)
    described = [guild(guild_id) for guild_id in guild_ids]
    async with asyncio.timeout(HANGS), StandIn(described, clock) as standin:
        yield Scene(standin, clock, questions, folder, guild_ids)
        assert standin.unknown == []
