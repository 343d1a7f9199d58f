"""An episode: servers with a question every hour, people who act, and lives of the bot."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.loopback.channel import Message
from tests.loopback.clock import FileClock
from tests.loopback.guilds import guild
from tests.loopback.interaction import MODERATOR_ID
from tests.loopback.kills import older_grader
from tests.loopback.kills.acts import KINDS, REGRADE
from tests.loopback.kills.aims import Aim
from tests.loopback.kills.attempt import untrue
from tests.loopback.kills.crowd import Crowd
from tests.loopback.kills.hand import MEMBERS, Hand
from tests.loopback.kills.life import LIMIT, Life
from tests.loopback.kills.looks import Looks
from tests.loopback.kills.pace import pause
from tests.loopback.kills.points import Point
from tests.loopback.kills.promises import broken, rebuilt
from tests.loopback.kills.rest import Rest
from tests.loopback.kills.template import GUILDS, REVIEWED, START
from tests.loopback.standin import StandIn
from tests.loopback.study_group import channel_of

BACKLOG = timedelta(hours=3)
"""So late the bot may be before time stands still for it; the late limit is six hours."""
AT_REST = "at rest"
SHOWN_WITHIN, PASSING = timedelta(minutes=10), timedelta(seconds=30)
"""In this time every message shows what the database says, once Discord is well; its pieces."""
ACTS_BESIDE = 4
"""Acts that are given while everything else happens."""


class Episode:
    """One database from its first question on, and all that was said to people."""

    def __init__(
        self,
        folder: Path,
        questions: Path,
        standin: StandIn,
        connection: sqlite3.Connection,
        rng: random.Random,
    ) -> None:
        self.clock = FileClock(folder / "clock")
        self.file = folder / "quizbot.sqlite"
        self.folder = folder
        self._questions = questions
        self._standin = standin
        self._rng = rng
        self._connection = connection
        self.hand = Hand(standin, connection, rng)
        self.crowd = Crowd(standin, connection, GUILDS, rng)
        self._looks = Looks(self.file, questions)
        self._rest = Rest(connection, self.clock)
        self._regraded: set[int] = set()
        self._compared = 0
        self._before = 0

    async def live(self, aim: Aim) -> tuple[str, list[str]]:
        """Let the bot live until its death; returns where it died, and what is broken."""
        if self._rest.waiting_since() > self.clock() - BACKLOG:
            self.clock.advance(hours=1)
        found: list[str] = []
        if aim.act == REGRADE:
            where = await self._regrade(aim)
        elif aim.act:
            where, found = await self._act_alone(aim)
        else:
            where = await self._all_at_once(aim)
        await self._standin.drained()
        return where, [*found, *self.broken(at_rest=False)]

    async def end(self) -> list[str]:
        """Let the bot finish everything, ask it to end, and return what is broken."""
        async with self._life(None) as life:
            found = await self._settled(life)
            life.send(signal.SIGTERM)
            assert await life.end() == 0, life.last_words()
        found += self.broken(at_rest=True)
        for challenge in self._regraded:
            await self._regrade_one(None, challenge)
            left = await older_grader.left(self.file, self._questions, challenge, self.clock())
            found += [f"{left} grades of {challenge} are left to be regraded"] * bool(left)
        hours = int((self.clock() - START) / timedelta(hours=1) + 0.5)
        slots = self._rest.value("SELECT count(*) FROM slots")
        if slots != hours * len(GUILDS):
            found.append(f"{slots} slots in {hours} hours in {len(GUILDS)} servers")
        return [*found, *self.broken(at_rest=True), *await rebuilt(self.file)]

    def broken(self, *, at_rest: bool) -> list[str]:
        """Return a sentence for each promise that is broken."""
        found = broken(
            *(self.file, self.messages, self.crowd.sent),
            at_rest=at_rest,
            deleted=self.hand.deleted,
        )
        return [*found, *untrue(self._connection, self.hand.attempts, KINDS)]

    def differing(self) -> list[str]:
        """Return a sentence for each message that does not show what the database says."""
        self._compared += 1
        return self._looks.differing(self.standing, self.hand.deleted)

    @property
    def messages(self) -> list[Message]:
        """All that stands where questions are posted."""
        channels = (self._standin.channel(channel_of(guild_id)) for guild_id in GUILDS)
        return [message for channel in channels for message in channel.messages]

    @property
    def standing(self) -> dict[int, list[Message]]:
        """All that stands in the channels, private ones too."""
        channels = [channel_of(guild_id) for guild_id in GUILDS] + list(REVIEWED.values())
        people = {*MEMBERS, MODERATOR_ID, *(one.who for one in self.hand.attempts)}
        return {id_: self._standin.channel(id_).messages for id_ in (*channels, *people)}

    @property
    def figures(self) -> dict[str, int]:
        """What the episode came to."""
        count = self._rest.value
        said = [KINDS[one.kind].said in one.said for one in self.hand.attempts]
        return {
            "challenges": count("SELECT count(*) FROM challenges"),
            "reveals": count("SELECT count(*) FROM challenges WHERE state = 'revealed'"),
            "acts given": len(said),
            "acts acknowledged": sum(said),
            "answers acknowledged": sum(
                said for tries in self.crowd.sent.values() for _, said in tries
            ),
            "notices told": count("SELECT count(*) FROM notices WHERE state = 'told'"),
            "lines in the ledger": count("SELECT count(*) FROM ledger"),
            "times all messages were compared": self._compared,
        }

    async def _all_at_once(self, aim: Aim) -> str:
        """Let it die while questions come and go, members answer and some acts are given."""
        async with self._life(aim.point) as life, _under_way(self._some_acts()) as acts:
            if aim.seconds is not None:
                await life.lasts(aim.seconds)
                return await self._died(life, "at a random instant")
            while await life.lasts(pause()):
                if acts.done() and self._is_at_rest():
                    return await self._died(life, AT_REST)
            return await self._died(life, str(aim))

    async def _some_acts(self) -> None:
        await self._standin.gateway.connected()
        kinds = self._rng.sample(list(KINDS.values()), ACTS_BESIDE)
        guild_ids = self._rng.choices(GUILDS, k=ACTS_BESIDE)
        acts = zip(kinds, guild_ids, strict=True)
        await asyncio.gather(*(kind.give(self.hand, guild_id) for kind, guild_id in acts))

    async def _act_alone(self, aim: Aim) -> tuple[str, list[str]]:
        """Let all come to rest, compare what stands, and let it die of an act given then."""
        guild_id = self._rng.choice(list(REVIEWED))
        async with self._life(aim.point, armed=False) as life:
            found = await self._settled(life)
            async with _under_way(self._act(aim.act, guild_id, life.arm)) as act:
                while await life.lasts(pause()):
                    if not act.done() or not self._is_at_rest():
                        continue
                    if not self._rest.waiting():
                        return await self._died(life, AT_REST), found
                    self._pass_time()
                return await self._died(life, str(aim)), found

    async def _act(self, name: str, guild_id: int, begun: Callable[[], None]) -> None:
        """Give an act, after what must be done before it where nothing is there to act on."""
        self.hand.begun = begun
        if await KINDS[name].give(self.hand, guild_id) or not KINDS[name].first:
            return
        await self._act(KINDS[name].first, guild_id, lambda: None)
        while not self._is_at_rest():  # noqa: ASYNC110  the database has no event
            await asyncio.sleep(pause())
        self.hand.begun = begun
        await KINDS[name].give(self.hand, guild_id)

    async def _regrade(self, aim: Aim) -> str:
        """Let an operator's regrading die, of grades that are to be changed."""
        challenge = await older_grader.grade(self.file, self._rng, self.clock())
        if not challenge:
            return AT_REST
        self._regraded.add(challenge)
        return str(aim) if await self._regrade_one(aim.point, challenge) else AT_REST

    async def _regrade_one(self, point: Point | None, challenge: int) -> int:
        how = {"command": REGRADE, "arguments": f"--challenge {challenge} --apply"}
        async with self._life(point, **how) as life:
            status = await life.end()
            assert status in (0, -signal.SIGKILL), life.last_words()
            return status

    async def _settled(self, life: Life) -> list[str]:
        """Let time pass until nothing waits; return what waits too long, or looks wrong."""
        for _ in range(SHOWN_WITHIN // PASSING):
            while not self._is_at_rest():
                assert await life.lasts(pause()), life.last_words()
            if not self._rest.waiting():
                return self.differing()
            self._pass_time()
        return self._rest.waiting() + self.differing()

    def _pass_time(self) -> None:
        self.clock.advance(seconds=PASSING.total_seconds())

    def _is_at_rest(self) -> bool:
        """Tell whether nothing is due and everybody has answered and been answered."""
        actors = [one.who for one in self.hand.attempts[self._before :]]
        return self.crowd.is_done and not self._rest.is_due(actors)

    async def _died(self, life: Life, where: str) -> str:
        life.send(signal.SIGKILL)
        status = await life.end()
        assert status == -signal.SIGKILL, life.last_words()
        return where

    @asynccontextmanager
    async def _life(self, point: Point | None, **how: Any) -> AsyncIterator[Life]:
        """Let a process live, and members answer, at most for the block."""
        self._before = len(self.hand.attempts)
        self.hand.begun = lambda: None
        self.crowd.begin()
        life = Life(self._standin, self.folder, self._questions)
        await life.begin(point, **how)
        try:
            async with asyncio.timeout(LIMIT), _under_way(self.crowd.answer()):
                yield life
        except TimeoutError as error:
            raise AssertionError(f"no end at {point}:\n{life.last_words()}") from error
        finally:
            await life.bury()


@asynccontextmanager
async def _under_way(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Let something go on for the block, and break it off then; its error is raised."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()


def _stage(folder: Path, template: Path) -> FileClock:
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
    clock = _stage(folder, template)
    described = [guild(guild_id) for guild_id in GUILDS]
    with closing(sqlite3.connect(folder / "quizbot.sqlite")) as connection:
        async with StandIn(described, clock) as standin:
            yield Episode(folder, questions, standin, connection, rng)
        assert standin.unknown == []
