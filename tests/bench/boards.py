"""Boards: the top ten and one's own place among the points of a million answers."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from quizbot.domain.ranking import Period, period_key
from quizbot.services.leaderboard import PAGE, Leaderboard
from quizbot.storage.database import open_database
from tests.bench.row import Row, times

GUILD_ID = 7
LINES, QUICK_LINES = 1_000_000, 100_000
LINES_PER_MEMBER = 20
TOPICS = ("diffusion", "gans", "training", "transformers", "vaes")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOLD = "p99 < 20 ms"


async def measure(*, quick: bool) -> list[Row]:
    lines = QUICK_LINES if quick else LINES
    members = lines // LINES_PER_MEMBER
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quizbot.sqlite"
        async with open_database(file):
            pass
        _fill(file, lines, members)
        size = file.stat().st_size / 2**20
        start = time.perf_counter()
        async with open_database(file) as database:
            opened = time.perf_counter() - start
            board = _Look(Leaderboard(database), members)
            count = 100 if quick else 500
            first = "top ten and own place"
            return [
                Row(f"database of {lines:,} answers ({size:,.0f} MB) opened", f"{opened:.2f} s"),
                Row(f"{first}, all time", await board.often(count), HOLD),
                Row(f"{first}, week", await board.often(count, Period.WEEK), HOLD),
                Row(f"{first}, one topic", await board.often(count, topic=TOPICS[0]), HOLD),
                Row(
                    f"page in the middle of {members:,} members",
                    await board.often(count // 5, page=members // PAGE // 2),
                ),
                Row("last page", await board.often(count // 5, page=members // PAGE)),
            ]


class _Look:
    """Looks at a board as one member after the other."""

    def __init__(self, leaderboard: Leaderboard, members: int) -> None:
        self._leaderboard = leaderboard
        self._members = members
        self._chance = random.Random(1)

    async def often(
        self, count: int, period: Period = Period.ALL, topic: str = "", page: int = 0
    ) -> str:
        took = []
        for _ in range(count):
            member = self._chance.randint(1, self._members)
            start = time.perf_counter()
            await self._leaderboard.board(GUILD_ID, period, topic, page, member, NOW)
            took.append(time.perf_counter() - start)
        return times(took)


def _fill(file: Path, lines: int, members: int) -> None:
    """Write the ledger of a year, and the boards as sums of it, with SQL alone."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany(
            "INSERT INTO members (guild_id, user_id, name) VALUES (?, ?, ?)",
            ((GUILD_ID, member, f"member-{member}") for member in range(1, members + 1)),
        )
        connection.executemany(
            "INSERT INTO ledger (guild_id, user_id, points, reason, topic, day, at) "
            "VALUES (?, ?, ?, 'answer', ?, ?, ?)",
            _lines(lines, members),
        )
        _sum_up(connection)
        connection.commit()


def _lines(lines: int, members: int) -> Iterator[tuple[int, int, int, str, str, int]]:
    chance = random.Random(1)
    today = NOW.date()
    for number in range(lines):
        day = today - timedelta(days=chance.randrange(365))
        member, points = number % members + 1, chance.randint(0, 30)
        topic = TOPICS[chance.randrange(len(TOPICS))]
        yield GUILD_ID, member, points, topic, day.isoformat(), number


def _sum_up(connection: sqlite3.Connection) -> None:
    """Fill the boards; the names of a day's periods come from the project's own rule."""

    def key(period: str, day: str) -> str:
        return period_key(Period(period), date.fromisoformat(day))

    connection.create_function("period_key", 2, key, deterministic=True)
    connection.execute("CREATE TEMP TABLE days AS SELECT DISTINCT day FROM ledger")
    for period in Period:
        for topic in ("''", "topic"):
            connection.execute(
                "INSERT INTO board (guild_id, period, topic, user_id, points) "
                f"SELECT guild_id, named.key, {topic}, user_id, sum(points) FROM ledger "
                "JOIN (SELECT day, period_key(?, day) AS key FROM days) AS named USING (day) "
                "GROUP BY 1, 2, 3, 4",
                (period.value,),
            )
