"""Saving answers: how many a second, and how long one takes, the durable commit included."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from quizbot.bank import library
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan
from quizbot.services.answers import Answers
from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.schedules import Schedules
from quizbot.storage import challenges
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database, open_database
from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row, times

GUILD_ID = 7
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SUBMISSION = Submission("A little Gaussian noise is added at each of many steps. " * 5)
HOLD = "p99 < 100 ms at 50 at once"


async def measure(*, quick: bool) -> list[Row]:
    rows = [Row("one fsync of 4 KB on this disk", times(_fsyncs(100)))]
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "quizbot.sqlite") as database:
            save = _Save(Answers(database), await _challenge(database))
            for callers, count in ((1, 300), (50, 5_000), (500, 10_000)):
                took = await save.often(callers, count // 5 if quick else count)
                hold = HOLD if callers == 50 else ""
                rows.append(Row(f"answers saved, {callers} at once", save.told(took), hold))
            seconds = 2 if quick else 10
            took = await save.long(50, seconds)
            what = f"answers saved for {seconds} s, 50 at once"
            rows.append(Row(what, save.told(took), "500/s sustained"))
    return rows


class _Save:
    """Saves answers of ever new members."""

    def __init__(self, answers: Answers, challenge: Challenge) -> None:
        self._answers = answers
        self._challenge = challenge
        self._members = itertools.count(1)
        self._seconds = 0.0

    async def often(self, callers: int, count: int) -> list[float]:
        """Save ``count`` answers; each caller saves the next as soon as the last is on disk."""
        return await self._side_by_side(callers, iter(range(count)))

    async def long(self, callers: int, seconds: float) -> list[float]:
        """Save answers until the time is over."""
        end = time.perf_counter() + seconds
        return await self._side_by_side(
            callers, itertools.takewhile(lambda _: time.perf_counter() < end, itertools.count())
        )

    def told(self, took: list[float]) -> str:
        """Return the times of the last run, and how many that were a second."""
        return f"{len(took) / self._seconds:,.0f}/s, {times(took)}"

    async def _side_by_side(self, callers: int, turns: Iterator[int]) -> list[float]:
        took: list[float] = []
        start = time.perf_counter()
        await asyncio.gather(*(self._save_each(turns, took) for _ in range(callers)))
        self._seconds = time.perf_counter() - start
        return took

    async def _save_each(self, turns: Iterator[int], took: list[float]) -> None:
        for _turn in turns:
            member = next(self._members)
            start = time.perf_counter()
            await self._answers.save(self._challenge, member, f"member-{member}", SUBMISSION, NOW)
            took.append(time.perf_counter() - start)


async def _challenge(database: Database) -> Challenge:
    """Open a challenge of the shipped bank."""
    bank = library.load(QUESTIONS)
    plan = Plan(1, NOW.time(), "UTC")
    schedule = await Schedules(database, bank).set_up(Guild(GUILD_ID), plan, 1, NOW)
    claiming = ChallengeClaiming(bank, random.Random(1))

    async def post(connection: Connection) -> int | None:
        new = await claiming.claim(connection, schedule, NOW, NOW)
        if new is not None:
            await challenges.posted(connection, new, 1, NOW)
        return new

    opened = await database.write(post)
    assert opened is not None
    challenge = await challenges.find(database.reader, opened)
    assert challenge is not None
    return challenge


def _fsyncs(count: int) -> list[float]:
    """Return how long the disk takes to make a small write durable, which no save can undercut."""
    took = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(count):
            start = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - start)
    return took
