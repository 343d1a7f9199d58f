"""Boards: the top ten and one's own place among the points of a million answers."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from quizbot.domain.leaderboard import Period, period_key
from quizbot.services.leaderboard import PLACES_A_PAGE, Leaderboard
from quizbot.storage.database import open_database
from tests.bench.row import Row, times
from tests.bench.watch import Watched, watched
from tests.loopback import study_group
from tests.loopback.guilds import guild
from tests.loopback.interaction import command

GUILD_ID = study_group.GUILD_ID
LINES, QUICK_LINES = 1_000_000, 100_000
LINES_PER_MEMBER = 20
TOPICS = ("diffusion", "gans", "training", "transformers", "vaes")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOLD = "p99 < 20 ms"
YEARS_OF_SLOTS = 3_650
LOOKERS = 50


async def measure(*, quick: bool) -> list[Row]:
    lines = QUICK_LINES if quick else LINES
    members = lines // LINES_PER_MEMBER
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quizbot.sqlite"
        async with open_database(file):
            pass
        _fill(file, lines, members)
        _fill_slots(file, YEARS_OF_SLOTS)
        size = file.stat().st_size / 2**20
        start = time.perf_counter()
        async with open_database(file) as database:
            opened = time.perf_counter() - start
            board = _Look(Leaderboard(database), members)
            count = 100 if quick else 500
            first = "top ten and own place"
            rows = [
                Row(f"database of {lines:,} answers ({size:,.0f} MB) opened", f"{opened:.2f} s"),
                Row(f"{first}, all time", await board.often(count), HOLD),
                Row(f"{first}, week", await board.often(count, Period.WEEK), HOLD),
                Row(f"{first}, one topic", await board.often(count, topic=TOPICS[0]), HOLD),
                Row(
                    f"page in the middle of {members:,} members",
                    await board.often(count // 5, page=members // PLACES_A_PAGE // 2),
                ),
                Row("last page", await board.often(count // 5, page=members // PLACES_A_PAGE)),
                Row(
                    f"page of a member with a streak of {YEARS_OF_SLOTS:,}",
                    await board.often(count // 5, member=1),
                ),
            ]
        async with watched(Path(folder), [guild(GUILD_ID)]) as watch:
            return [*rows, *await _press(watch, 2 if quick else 10)]


async def _press(watch: Watched, rounds: int) -> list[Row]:
    """Let people look at the board through Discord, many at once."""
    await watch.bot.process.said("ready as")
    place = GUILD_ID, study_group.channel_of()
    took: list[float] = []
    for number in range(rounds + 1):
        if number == 1:
            await watch.fresh()
        look = command("leaderboard", period="all")
        done = await watch.bot.standin.act(
            ((member, look) for member in range(1, LOOKERS + 1)), *place
        )
        await asyncio.gather(*(one.acknowledged.wait() for one in done))
        took += [one.seconds for one in done] if number else []
    what = f"/leaderboard, {LOOKERS} at once"
    return [Row(f"{what}, acknowledged", times(took), "< 3 s"), *await watch.rows(what)]


class _Look:
    """Looks at a board as one member after the other."""

    def __init__(self, leaderboard: Leaderboard, members: int) -> None:
        self._leaderboard = leaderboard
        self._members = members
        self._chance = random.Random(1)

    async def often(
        self,
        count: int,
        period: Period = Period.ALL,
        topic: str = "",
        page: int = 0,
        member: int | None = None,
    ) -> str:
        took = []
        for _ in range(count):
            user = member or self._chance.randint(2, self._members)
            start = time.perf_counter()
            await self._leaderboard.board(GUILD_ID, period, topic, page, user, NOW)
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


def _fill_slots(file: Path, count: int) -> None:
    """Write years of a schedule whose every question the first member has answered."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO schedules (id, guild_id, channel_id, at, days, zone, reveal_after, "
            "late_limit, created_by, created_at) "
            "VALUES (1, ?, 1, '09:00', '0123456', 'UTC', 43200, 21600, 1, 0)",
            (GUILD_ID,),
        )
        connection.executemany(
            "INSERT INTO challenges (id, guild_id, channel_id, schedule_id, number, question_id, "
            "topic, question, form, state, due, late_limit, reveal_at, reveal_after, claimed_at) "
            "VALUES (?, ?, 1, 1, ?, 'q', 'vaes', '{}', 'open', 'revealed', 0, 0, 0, 0, 0)",
            ((number, GUILD_ID, number) for number in range(1, count + 1)),
        )
        connection.executemany(
            "INSERT INTO slots (schedule_id, day, due, challenge_id) VALUES (1, ?, 0, ?)",
            (
                ((NOW.date() - timedelta(days=number)).isoformat(), number)
                for number in range(1, count + 1)
            ),
        )
        connection.executemany(
            "INSERT INTO answers (challenge_id, guild_id, user_id, name, text, sure, share, "
            "version, saved_at) VALUES (?, ?, 1, 'member-1', 'x', 'sure', 1, 1, 0)",
            ((number, GUILD_ID) for number in range(1, count + 1)),
        )
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
    connection.execute(
        "INSERT INTO board_levels (guild_id, period, topic, points, members) "
        "SELECT guild_id, period, topic, points, count(*) FROM board WHERE points > 0 "
        "GROUP BY guild_id, period, topic, points"
    )
