"""An episode: servers with a question every hour, members who answer, and lives of the bot."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from quizbot.app import open_app
from quizbot.domain.schedule import Plan
from tests.loopback import study_group
from tests.loopback.channel import Message, custom_ids
from tests.loopback.clock import FileClock
from tests.loopback.guilds import guild
from tests.loopback.interaction import MODERATOR_ID, Interaction, answer_form, give_points
from tests.loopback.kills.points import CARRIED_OUT, Point
from tests.loopback.kills.promises import Given, Sent, about, broken, rebuilt
from tests.loopback.nursery import nursery
from tests.loopback.standin import TOKEN, StandIn

GUILDS = [study_group.GUILD_ID + number * 10_000 for number in range(3)]
MEMBERS = range(1000, 1003)
START = datetime(2027, 3, 27, 20, 30, tzinfo=UTC)
"""The first question comes half an hour later."""
REVEAL_AFTER = timedelta(hours=2)
BACKLOG = timedelta(hours=3)
"""So late the bot may be before time stands still for it; the late limit is six hours."""
AT_REST = "at rest"
LIMIT = 120
"""Seconds that one life may take."""
SAID = [
    "adds a little Gaussian noise at each of many steps",
    "nothing is learned in it, the schedule is fixed",
    "noise at many steps, and nothing is learned",
    "no idea",
]
_REQUESTS = {
    "message": {"send the question", "send the reveal"},
    "edit": {"edit the question"},
    "reply": {"acknowledge"},
}


class Episode:
    """One database from its first question on, and all that was said to members."""

    def __init__(self, folder: Path, questions: Path, standin: StandIn, rng: random.Random) -> None:
        self.clock = FileClock(folder / "clock")
        self.file = folder / "quizbot.sqlite"
        self.log = folder / "log"
        self.folder = folder
        self._questions = questions
        self._standin = standin
        self._rng = rng
        self._lives = 0
        self.sent: Sent = {}
        self.given: Given = {}
        self._under_way: dict[int, tuple[tuple[int, int], int]] = {}
        self._handed: set[tuple[int, int]] = set()
        self._gift: Interaction | None = None
        standin.interactions.heard = self._hear

    async def live(
        self, point: Point | None, seconds: float | None = None
    ) -> tuple[str, list[str]]:
        """Let the bot live until its death: at a point, or after so many seconds, or at rest.

        Returns where it died, and the promises that are broken.
        """
        if self._waiting_since() > self.clock() - BACKLOG:
            self.clock.advance(hours=1)
        where = await self._live(point, seconds)
        await self._standin.drained()
        found = broken(self.file, self.messages(), self.sent, at_rest=False, given=self.given)
        return where, found

    async def end(self) -> list[str]:
        """Let the bot finish everything, ask it to end, and return the promises that are broken."""
        await self._live(None, None, sign=signal.SIGTERM)
        found = broken(self.file, self.messages(), self.sent, at_rest=True, given=self.given)
        hours = int((self.clock() - START) / timedelta(hours=1) + 0.5)
        slots = self._value("SELECT count(*) FROM slots")
        if slots != hours * len(GUILDS):
            found.append(f"{slots} slots in {hours} hours in {len(GUILDS)} servers")
        return found + await rebuilt(self.file)

    @property
    def figures(self) -> dict[str, int]:
        """What the episode came to."""
        return {
            "challenges": self._value("SELECT count(*) FROM challenges"),
            "reveals": self._value("SELECT count(*) FROM challenges WHERE state = 'revealed'"),
            "gifts acknowledged": sum(self.given.values()),
            "answers acknowledged": sum(said for tries in self.sent.values() for _, said in tries),
            "lines in the ledger": self._value("SELECT count(*) FROM ledger"),
        }

    async def _live(
        self, point: Point | None, seconds: float | None, sign: signal.Signals = signal.SIGKILL
    ) -> str:
        self._lives += 1
        self._handed.clear()
        self._gift = None
        self._under_way.clear()
        with self.log.open("a") as log:
            bot = await nursery().bear(self._environment(point), self.folder, log.fileno())
        pid = bot.pid
        self._standin.witness = self._watching(point, pid)
        ended = asyncio.create_task(bot.wait())
        people = asyncio.create_task(self._people())
        try:
            async with asyncio.timeout(LIMIT):
                where = await self._death(pid, ended, point, seconds, sign)
                status = await ended
        except TimeoutError as error:
            raise AssertionError(f"no end at {point}:\n{self._last_words()}") from error
        finally:
            people.cancel()
            _send(pid, signal.SIGKILL)
            await asyncio.wait([people, ended])
        assert status == (0 if sign is signal.SIGTERM else -signal.SIGKILL), self._last_words()
        return where

    async def _death(
        self,
        pid: int,
        ended: asyncio.Task[int],
        point: Point | None,
        seconds: float | None,
        sign: signal.Signals,
    ) -> str:
        """See the bot dead, and say where it died."""
        if seconds is not None:
            done, _ = await asyncio.wait([ended], timeout=seconds)
            if not done:
                _send(pid, signal.SIGKILL)
            return "at a random instant"
        while not ended.done():
            if self._is_at_rest() and _send(pid, sign):
                return AT_REST
            await asyncio.wait([ended], timeout=0.03)
        return str(point)

    def _environment(self, point: Point | None) -> dict[str, str]:
        armed = point is not None and point.instant != CARRIED_OUT
        return {
            **self._standin.environment,
            "TMPDIR": str(self.folder),  # where the lock of the token lies: a machine of its own
            "LOOPBACK_READY": "0.02",
            "LOOPBACK_TICK": "0.05",
            "LOOPBACK_CLOCK": str(self.folder / "clock"),
            "LOOPBACK_KILL": point.write() if point is not None and armed else "",
            "DISCORD_TOKEN": TOKEN,
            "QUIZBOT_DATA": str(self.folder),
            "QUIZBOT_QUESTIONS": str(self._questions),
        }

    def _watching(self, point: Point | None, pid: int) -> Any:
        """Return what kills the bot when a request was carried out and not answered yet."""
        left = point.turn if point is not None and point.instant == CARRIED_OUT else 0

        def watch(kind: str, payload: dict[str, Any]) -> None:
            nonlocal left
            if point is None or not left or point.step not in _REQUESTS[kind]:
                return
            if kind == "message" and ("Model answer" in str(payload)) != ("reveal" in point.step):
                return
            left -= 1
            if not left:
                _send(pid, signal.SIGKILL)

        return watch

    async def _people(self) -> None:
        """Let each member answer each open question once in a life of the bot.

        Before that a moderator gives somebody points.
        """
        await self._standin.gateway.connected()
        await self._give()
        while True:
            await self._standin.gateway.connected()
            for challenge, guild_id in self._open():
                for member in MEMBERS:
                    if (challenge, member) not in self._handed:
                        await self._hand_in(challenge, member, guild_id)
            await asyncio.sleep(0.02)

    async def _hand_in(self, challenge: int, member: int, guild_id: int) -> None:
        key = (challenge, member)
        self._handed.add(key)
        written = f"{self._rng.choice(SAID)} {self._lives}"
        tries = self.sent.setdefault(key, [])
        tries.append((written, False))
        act = answer_form(f"q:submit:{challenge}", written)
        channel = study_group.channel_of(guild_id)
        [made] = await self._standin.act([(member, act)], guild_id, channel)
        self._under_way[made.id] = (key, len(tries) - 1)

    async def _give(self) -> None:
        reason = f"reason {self._lives}"
        self.given[reason] = False
        act = give_points(self._rng.choice(MEMBERS), self._rng.randint(1, 9), reason)
        [self._gift] = await self._standin.act(
            [(MODERATOR_ID, act)], GUILDS[0], study_group.channel_of(GUILDS[0])
        )

    def _hear(self, interaction: Interaction) -> None:
        if "noted" in interaction.said:
            [option] = interaction.payload["data"]["options"]
            self.given[option["options"][2]["value"]] = True
        found = self._under_way.pop(interaction.id, None)
        if found is not None and interaction.said.startswith("Saved"):
            key, place = found
            self.sent[key][place] = (self.sent[key][place][0], True)

    def _open(self) -> Iterator[tuple[int, int]]:
        """Yield each challenge that can be answered, by its buttons, and its server."""
        for guild_id in GUILDS:
            for message in self._standin.channel(study_group.channel_of(guild_id)).messages:
                if any(id_.startswith("q:answer:") for id_ in custom_ids(message["components"])):
                    yield about(message), guild_id

    def messages(self) -> list[Message]:
        """Return all that stands in the channels."""
        channels = (self._standin.channel(study_group.channel_of(one)) for one in GUILDS)
        return [message for channel in channels for message in channel.messages]

    def _is_at_rest(self) -> bool:
        """Tell whether nothing is due and everybody has answered and been answered."""
        if self._gift is None or not self._gift.acknowledged.is_set():
            return False
        if self._under_way or any(
            (challenge, member) not in self._handed
            for challenge, _ in self._open()
            for member in MEMBERS
        ):
            return False
        now = int(self.clock().timestamp())
        return not self._value(
            "SELECT (SELECT count(*) FROM schedules WHERE next_at <= ?1) + "
            "(SELECT count(*) FROM challenges WHERE state IN ('claimed', 'closed') "
            "OR (state = 'open' AND reveal_at <= ?1)) + "
            "(SELECT count(*) FROM stale_messages WHERE try_at <= ?1)",
            now,
        )

    def _waiting_since(self) -> datetime:
        """Return since when the longest due question waits, or when the next one is due."""
        due = self._value(
            "SELECT min(due) FROM (SELECT min(next_at) AS due FROM schedules "
            "UNION ALL SELECT min(due) FROM challenges WHERE state = 'claimed')"
        )
        return datetime.fromtimestamp(due, UTC)

    def _value(self, sql: str, *parameters: Any) -> Any:
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(sql, parameters).fetchone()[0]

    def _last_words(self) -> str:
        return self.log.read_text()[-3000:] if self.log.exists() else ""


def _send(pid: int, sign: signal.Signals) -> bool:
    """Send a signal; False when there is no such process any more."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return False
    return True


async def plan_hours(questions: Path, file: Path) -> None:
    """Give each server a schedule for every hour of the day, as before `START`."""
    async with open_app(questions, file, rng=random.Random(1)) as app:
        for guild_id in GUILDS:
            channel = study_group.channel_of(guild_id)
            for hour in range(24):
                plan = Plan(channel, time(hour), "UTC", reveal_after=REVEAL_AFTER)
                await app.shared.schedules.add(guild_id, plan, MODERATOR_ID, START)


def _furnish(folder: Path, template: Path) -> FileClock:
    folder.mkdir()
    shutil.copy(template, folder / "quizbot.sqlite")
    clock = FileClock(folder / "clock")
    clock.set(START)
    return clock


@asynccontextmanager
async def episode(
    folder: Path, questions: Path, template: Path, rng: random.Random
) -> AsyncIterator[Episode]:
    """Set the stage in a folder, on a copy of the template."""
    clock = _furnish(folder, template)
    async with StandIn([guild(guild_id) for guild_id in GUILDS], clock) as standin:
        yield Episode(folder, questions, standin, rng)
        assert standin.unknown == []
