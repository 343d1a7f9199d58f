"""Statistics: of a member with 5,000 answers, and of a server with a million."""

from __future__ import annotations

import asyncio
import gc
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.domain import question_json, verdict_json
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.pictures.studio import Studio, open_studio
from quizbot.services.stats import Stats
from quizbot.services.stats_sums import StatsSums
from quizbot.storage.database import Database, open_database
from quizbot.ui.render import stats as render
from quizbot.ui.render import stats_server as render_server
from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row, short, times

GUILD_ID = 1
ASKED = 5_000
MEMBERS, QUICK_MEMBERS = 200, 20
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OWN_HOLD, SERVER_HOLD, STALL_HOLD = "p95 < 1 s", "p95 < 2 s", "< 50 ms"
MEMORY_HOLD = "< +5 MB"
IDLE = 8.0
"""Seconds; short enough to see the worker end, long enough not to start it again and again."""


async def measure(*, quick: bool) -> list[Row]:
    members = QUICK_MEMBERS if quick else MEMBERS
    bank = library.load(QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quizbot.sqlite"
        async with open_database(file):
            pass
        _fill(file, bank, members)
        async with open_database(file) as database:
            row = Row("a question of so many answers summed up", await _sum_up(database, members))
            return [row, *await _look(database, bank, members, 5 if quick else 40)]


@dataclass(slots=True)
class _Beat:
    """The loop's worst pause: as the clock says, and what it computed itself meanwhile."""

    wall: float = 0.0
    computing: float = 0.0

    async def go_on(self) -> None:
        wall, computed = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0.002)
            now, done = time.perf_counter(), time.thread_time()
            self.wall = max(self.wall, now - wall)
            self.computing = max(self.computing, done - computed)
            wall, computed = now, done


@asynccontextmanager
async def _beating() -> AsyncIterator[_Beat]:
    beat = _Beat()
    task = asyncio.create_task(beat.go_on())
    try:
        yield beat
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _look(database: Database, bank: Library, members: int, rounds: int) -> list[Row]:
    """Let member after member look, and moderators, and see what stays in memory."""
    stats = Stats(database, bank)
    answers = f"a server of {ASKED * members:,} answers"
    async with open_studio(idle=IDLE) as studio, _beating() as beat:

        async def own(member: int, studio: Studio | None) -> None:
            if studio is not None:
                await studio.wake()
            page = render.OwnPage(await stats.own(GUILD_ID, member, NOW), bank.titles, f"m{member}")
            await _shown(page.pictures() if studio else {}, studio)
            render.own(page, [])

        async def server(number: int, studio: Studio | None) -> None:
            found = await stats.server(GUILD_ID, NOW)
            pictures = render_server.pictures(found, f"group {number}")
            await _shown(pictures if studio else {}, studio)
            render_server.message(found, [])

        await own(1, None)
        await server(1, None)
        gc.freeze()  # as the bot does when it is ready
        before = _settled()
        await asyncio.sleep(0.01)
        beat.wall = beat.computing = 0.0  # what this has done itself is no stall
        found = f"/stats me of {ASKED:,} answers"
        rows = [
            Row(f"{found}, in words", await _often(own, None, rounds)),
            Row(f"{found}, the worker's start included", await _once(own, studio)),
            Row(f"{found}, drawn", await _often(own, studio, rounds), OWN_HOLD),
            Row(f"/stats server, {answers}, in words", await _often(server, None, rounds)),
            Row(
                f"/stats server, {answers}, drawn",
                await _often(server, studio, rounds),
                SERVER_HOLD,
            ),
            Row(
                "longest event-loop stall of all that, computing", short(beat.computing), STALL_HOLD
            ),
        ]
        while studio.worker_id is not None:  # noqa: ASYNC110  it ends by itself
            await asyncio.sleep(0.1)
        more = _settled() - before
        return [
            *rows,
            Row("memory (RSS) when the worker has ended", f"{more:+.1f} MB", MEMORY_HOLD),
        ]


async def _shown(pictures: dict[str, Any], studio: Studio | None) -> None:
    for picture in pictures.values():
        if studio is not None:
            await studio.draw(picture)


Looking = Callable[[int, Studio | None], Awaitable[None]]


async def _often(look: Looking, studio: Studio | None, rounds: int) -> str:
    took = []
    for number in range(2, rounds + 2):
        start = time.perf_counter()
        await look(number, studio)
        took.append(time.perf_counter() - start)
    return times(took, 0.95)


async def _once(look: Looking, studio: Studio) -> str:
    start = time.perf_counter()
    await look(1, studio)
    return short(time.perf_counter() - start)


async def _sum_up(database: Database, members: int) -> str:
    await database.write(lambda c: c.run("INSERT INTO stats_stale VALUES (1, $1, 1)", GUILD_ID))
    start = time.perf_counter()
    async with _beating() as beat:
        await StatsSums(database).catch_up(GUILD_ID)
    took = time.perf_counter() - start
    return f"{short(took)} for {members}, longest stall {short(beat.computing)}"


def _settled() -> float:
    """Return the resident memory of this process in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _fill(file: Path, bank: Library, members: int) -> None:
    """Write years of questions that every member has answered, and their sums, with SQL alone."""
    asked = [q for q in bank.questions.values() if q.key_points]
    questions = [asked[number % len(asked)] for number in range(ASKED)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO challenges (id, guild_id, channel_id, number, question_id, topic, "
            "question, form, state, due, late_limit, reveal_at, reveal_after, claimed_at) "
            "VALUES (?, 1, 1, ?, ?, ?, ?, 'open', 'revealed', ?, 0, 0, 0, 0)",
            _challenges(questions),
        )
        connection.executemany(
            "INSERT INTO answers (challenge_id, guild_id, user_id, name, text, sure, share, "
            "version, saved_at) VALUES (?, 1, ?, 'm', 'some sentences', ?, 1, 1, ?)",
            _answers(members),
        )
        connection.executemany(
            "INSERT INTO verdicts (answer_id, challenge_id, score, points, detail, grader, "
            "decided_at) VALUES (?, ?, ?, 10, ?, 'x', 0)",
            _verdicts(questions, members),
        )
        connection.execute("DELETE FROM stats_stale")
        connection.execute(
            "INSERT INTO stats_challenges SELECT c.id, 1, c.question_id, c.topic, 'Prompt of ' || "
            "c.question_id, date(c.due, 'unixepoch'), date(c.due, 'unixepoch', '-6 days', "
            "'weekday 1'), count(*), count(*), sum(v.score), sum(v.score >= 0.75), 0, 0, 0 "
            "FROM challenges AS c JOIN verdicts AS v ON v.challenge_id = c.id GROUP BY c.id"
        )
        connection.executemany(
            "INSERT INTO stats_points VALUES (?, 1, ?, ?, ?, 0)",
            (
                (number, point.point, members, number % members)
                for number, question in enumerate(questions, 1)
                for point in question.key_points
            ),
        )
        connection.execute(
            "INSERT INTO stats_weeks SELECT 1, week, ? FROM stats_challenges GROUP BY week",
            (members,),
        )
        connection.commit()


def _due(number: int) -> int:
    return int((NOW - timedelta(hours=12 * (ASKED - number))).timestamp())


def _challenges(questions: list[Question]) -> Iterator[tuple[Any, ...]]:
    for number, question in enumerate(questions, 1):
        text = question_json.write(question)
        yield number, number, question.id, question.topic, text, _due(number)


def _answers(members: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(1)
    for number in range(1, ASKED + 1):
        for member in range(1, members + 1):
            sure = chance.choice(["guessing", "not sure", "sure"])
            yield number, member, sure, _due(number) + member


def _verdicts(questions: list[Question], members: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(2)
    answer = 0
    for number, question in enumerate(questions, 1):
        points = [
            PointVerdict(point.point, Coverage.COVERED, 0.5, "some words")
            for point in question.key_points
        ]
        detail = verdict_json.write(Verdict(0.5, tuple(points)))
        for _ in range(members):
            answer += 1
            yield answer, number, round(chance.random(), 3), detail
