"""The ledger: points given and taken, append-only, with its sums per period and topic beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quizbot.domain.ranking import Period, WeekStart, period_key
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds

ALL_TOPICS = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``points`` for ``reason`` on the server's local ``day``."""

    guild_id: int
    user_id: int
    points: int
    reason: str
    topic: str
    day: date
    verdict_id: int | None = None
    author_id: int | None = None
    challenge_id: int | None = None


async def add(connection: Connection, line: Line, now: datetime) -> None:
    """Add a line, and its points to every board it belongs to."""
    await connection.run(
        "INSERT INTO ledger "
        "(guild_id, user_id, points, reason, topic, verdict_id, author_id, day, at, challenge_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        line.guild_id,
        line.user_id,
        line.points,
        line.reason,
        line.topic,
        line.verdict_id,
        line.author_id,
        line.day.isoformat(),
        to_seconds(now),
        line.challenge_id,
    )
    await _add_to_boards(connection, line, await _week_start(connection, line.guild_id))


async def correct(
    connection: Connection,
    challenge_id: int,
    user_id: int,
    points: int,
    reason: str,
    now: datetime,
    *,
    verdict_id: int | None = None,
    author_id: int | None = None,
) -> int:
    """Make a challenge give a member ``points`` in all and return the difference.

    The new line belongs to the day of the first one, so that it changes the week and the month in
    which the answer was graded; it stands under the day on which it was written by ``at``.
    """
    first = await connection.one(
        "SELECT guild_id, topic, day FROM ledger "
        "WHERE challenge_id = $1 AND user_id = $2 ORDER BY id LIMIT 1",
        challenge_id,
        user_id,
    )
    given = await connection.value(
        "SELECT coalesce(sum(points), 0) FROM ledger WHERE challenge_id = $1 AND user_id = $2",
        challenge_id,
        user_id,
    )
    if first is None or given == points:
        return 0
    day = date.fromisoformat(first["day"])
    line = Line(
        *(first["guild_id"], user_id, points - given, reason, first["topic"], day),
        *(verdict_id, author_id, challenge_id),
    )
    await add(connection, line, now)
    return line.points


async def earners(connection: Connection, challenge_id: int) -> list[int]:
    """Return the ids of the members to whom a challenge has given or taken points."""
    rows = await connection.all(
        "SELECT DISTINCT user_id FROM ledger WHERE challenge_id = $1 ORDER BY user_id",
        challenge_id,
    )
    return [row["user_id"] for row in rows]


async def total(connection: Connection, guild_id: int, user_id: int) -> int:
    """Return a member's points of all time."""
    points = await connection.value(
        "SELECT sum(points) FROM ledger WHERE guild_id = $1 AND user_id = $2", guild_id, user_id
    )
    return int(points or 0)


async def _week_start(connection: Connection, guild_id: int) -> WeekStart:
    found = await connection.value("SELECT week_start FROM guilds WHERE guild_id = $1", guild_id)
    return WeekStart(found or WeekStart.MONDAY)


async def _add_to_boards(connection: Connection, line: Line, week_start: WeekStart) -> None:
    for period in Period:
        for topic in {ALL_TOPICS, line.topic}:
            await connection.run(
                "INSERT INTO board (guild_id, period, topic, user_id, points) "
                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (guild_id, period, topic, user_id) "
                "DO UPDATE SET points = board.points + excluded.points",
                line.guild_id,
                period_key(period, line.day, week_start),
                topic,
                line.user_id,
                line.points,
            )


async def rebuild(connection: Connection) -> int:
    """Make the boards anew from the ledger and return the number of rows that were wrong."""
    before = {tuple(row) for row in await connection.all("SELECT * FROM board")}
    await connection.run("DELETE FROM board")
    rows = await connection.all(
        "SELECT l.*, g.week_start FROM ledger AS l "
        "LEFT JOIN guilds AS g ON g.guild_id = l.guild_id ORDER BY l.id"
    )
    for row in rows:
        day = date.fromisoformat(row["day"])
        line = Line(
            row["guild_id"], row["user_id"], row["points"], row["reason"], row["topic"], day
        )
        await _add_to_boards(connection, line, WeekStart(row["week_start"] or WeekStart.MONDAY))
    after = {tuple(row) for row in await connection.all("SELECT * FROM board")}
    return len(before ^ after)


async def rebuild_weeks(connection: Connection, guild_id: int, week_start: WeekStart) -> None:
    """Make a server's weekly boards anew from the ledger, for weeks that begin on another day."""
    await connection.run(
        "DELETE FROM board "
        "WHERE guild_id = $1 AND (period LIKE '____-W__' OR period LIKE '____-S__')",
        guild_id,
    )
    rows = await connection.all("SELECT DISTINCT day FROM ledger WHERE guild_id = $1", guild_id)
    weeks: dict[str, list[str]] = {}
    for row in rows:
        key = period_key(Period.WEEK, date.fromisoformat(row["day"]), week_start)
        weeks.setdefault(key, []).append(row["day"])
    for key, days in weeks.items():
        await _sum_up(connection, guild_id, key, min(days), max(days))


async def _sum_up(connection: Connection, guild_id: int, key: str, first: str, last: str) -> None:
    """Fill the boards of one period, over all topics and for each."""
    of_period = "FROM ledger WHERE guild_id = $1 AND day BETWEEN $3 AND $4"
    into = "INSERT INTO board (guild_id, period, topic, user_id, points)"
    for statement in (
        f"{into} SELECT guild_id, $2, '', user_id, sum(points) {of_period} "
        "GROUP BY guild_id, user_id",
        f"{into} SELECT guild_id, $2, topic, user_id, sum(points) {of_period} AND topic <> '' "
        "GROUP BY guild_id, topic, user_id",
    ):
        await connection.run(statement, guild_id, key, first, last)
