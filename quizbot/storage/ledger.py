"""The ledger: points given and taken, append-only, with its sums per period and topic beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quizbot.domain.ranking import Period, period_key
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


async def add(connection: Connection, line: Line, now: datetime) -> None:
    """Add a line, and its points to every board it belongs to."""
    await connection.run(
        "INSERT INTO ledger "
        "(guild_id, user_id, points, reason, topic, verdict_id, author_id, day, at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        line.guild_id,
        line.user_id,
        line.points,
        line.reason,
        line.topic,
        line.verdict_id,
        line.author_id,
        line.day.isoformat(),
        to_seconds(now),
    )
    await _add_to_boards(connection, line)


async def _add_to_boards(connection: Connection, line: Line) -> None:
    for period in Period:
        for topic in (ALL_TOPICS, line.topic):
            await connection.run(
                "INSERT INTO board (guild_id, period, topic, user_id, points) "
                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (guild_id, period, topic, user_id) "
                "DO UPDATE SET points = board.points + excluded.points",
                line.guild_id,
                period_key(period, line.day),
                topic,
                line.user_id,
                line.points,
            )


async def rebuild(connection: Connection) -> int:
    """Make the boards anew from the ledger and return the number of rows that were wrong."""
    before = {tuple(row) for row in await connection.all("SELECT * FROM board")}
    await connection.run("DELETE FROM board")
    rows = await connection.all(
        "SELECT guild_id, user_id, points, reason, topic, day FROM ledger ORDER BY id"
    )
    for row in rows:
        day = date.fromisoformat(row["day"])
        line = Line(
            row["guild_id"], row["user_id"], row["points"], row["reason"], row["topic"], day
        )
        await _add_to_boards(connection, line)
    after = {tuple(row) for row in await connection.all("SELECT * FROM board")}
    return len(before ^ after)
