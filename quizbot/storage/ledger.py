"""The ledger: points given and taken, append-only, with its sums per period and topic beside it.

A board has a row for each member, and one for each number of points that members have (its levels),
so that a place is found without counting all those before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quizbot.domain.leaderboard import Period, WeekStart, period_key
from quizbot.domain.points import Given
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_moment, to_seconds

ALL_TOPICS = ""
_BY_HAND = (
    "SELECT l.user_id, m.name, l.points, l.reason, l.at FROM ledger AS l "
    "LEFT JOIN members AS m ON m.guild_id = l.guild_id AND m.user_id = l.user_id"
)
_WEEKLY = "WHERE guild_id = $1 AND (period LIKE '____-W__' OR period LIKE '____-S__')"


@dataclass(frozen=True, slots=True)
class LedgerLine:
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


async def add(connection: Connection, line: LedgerLine, now: datetime) -> None:
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
    which its points were given; it stands under the day on which it was written by ``at``.
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
    line = LedgerLine(
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


async def by_hand(
    connection: Connection, guild_id: int, user_id: int, since: datetime, limit: int
) -> list[Given]:
    """Return what moderators gave a member by hand or took after a moment, newest first."""
    rows = await connection.all(
        f"{_BY_HAND} WHERE l.guild_id = $1 AND l.user_id = $2 AND author_id IS NOT NULL "
        "AND challenge_id IS NULL AND at > $3 ORDER BY id DESC LIMIT $4",
        guild_id,
        user_id,
        to_seconds(since),
        limit,
    )
    return [_given(row) for row in rows]


async def given(
    connection: Connection, guild_id: int, line_id: int, author_id: int
) -> Given | None:
    """Return what a moderator gave by hand or took, by its line."""
    row = await connection.one(
        f"{_BY_HAND} WHERE id = $1 AND l.guild_id = $2 AND author_id = $3 AND challenge_id IS NULL",
        line_id,
        guild_id,
        author_id,
    )
    return _given(row) if row else None


async def same_again(connection: Connection, line: LedgerLine, since: datetime) -> int | None:
    """Return the id of the newest line by hand with the same words after a moment."""
    found = await connection.value(
        "SELECT max(id) FROM ledger WHERE guild_id = $1 AND user_id = $2 AND author_id = $3 "
        "AND challenge_id IS NULL AND points = $4 AND reason = $5 AND at > $6",
        line.guild_id,
        line.user_id,
        line.author_id,
        line.points,
        line.reason,
        to_seconds(since),
    )
    return None if found is None else int(found)


async def total(connection: Connection, guild_id: int, user_id: int) -> int:
    """Return a member's points of all time."""
    points = await connection.value(
        "SELECT sum(points) FROM ledger WHERE guild_id = $1 AND user_id = $2", guild_id, user_id
    )
    return int(points or 0)


def _given(row: Row) -> Given:
    at = to_moment(row["at"])
    return Given(row["user_id"], row["name"] or "", row["points"], row["reason"], at)


async def _week_start(connection: Connection, guild_id: int) -> WeekStart:
    found = await connection.value("SELECT week_start FROM guilds WHERE guild_id = $1", guild_id)
    return WeekStart(found or WeekStart.MONDAY)


async def _add_to_boards(connection: Connection, line: LedgerLine, week_start: WeekStart) -> None:
    """Add a line's points to the member's row of each board, and move the member up its levels."""
    keys = [
        (period_key(period, line.day, week_start), topic)
        for period in Period
        for topic in sorted({ALL_TOPICS, line.topic})
    ]
    values = ", ".join(f"($1, ${4 + 2 * i}, ${5 + 2 * i}, $2, $3)" for i in range(len(keys)))
    changed = await connection.all(
        f"INSERT INTO board (guild_id, period, topic, user_id, points) VALUES {values} "
        "ON CONFLICT (guild_id, period, topic, user_id) "
        "DO UPDATE SET points = board.points + excluded.points RETURNING period, topic, points",
        line.guild_id,
        line.user_id,
        line.points,
        *itertools.chain.from_iterable(keys),
    )
    moves = [
        (row["period"], row["topic"], points, members)
        for row in changed
        for points, members in ((row["points"] - line.points, -1), (row["points"], 1))
        if points > 0 and line.points
    ]
    await _move(connection, line.guild_id, moves)


async def _move(
    connection: Connection, guild_id: int, moves: Sequence[tuple[str, str, int, int]]
) -> None:
    """Change how many members have so many points; no level may be named twice."""
    if not moves:
        return
    values = ", ".join(
        f"($1, ${2 + 4 * i}, ${3 + 4 * i}, ${4 + 4 * i}, ${5 + 4 * i})" for i in range(len(moves))
    )
    await connection.run(
        f"INSERT INTO board_levels (guild_id, period, topic, points, members) VALUES {values} "
        "ON CONFLICT (guild_id, period, topic, points) "
        "DO UPDATE SET members = board_levels.members + excluded.members",
        guild_id,
        *itertools.chain.from_iterable(moves),
    )


async def rebuild(connection: Connection) -> int:
    """Make the boards anew from the ledger and return the number of rows that were wrong."""
    before = await _rows(connection)
    await connection.run("DELETE FROM board")
    await connection.run("DELETE FROM board_levels")
    rows = await connection.all(
        "SELECT l.*, g.week_start FROM ledger AS l "
        "LEFT JOIN guilds AS g ON g.guild_id = l.guild_id ORDER BY l.id"
    )
    for row in rows:
        day = date.fromisoformat(row["day"])
        line = LedgerLine(
            row["guild_id"], row["user_id"], row["points"], row["reason"], row["topic"], day
        )
        await _add_to_boards(connection, line, WeekStart(row["week_start"] or WeekStart.MONDAY))
    return len(before ^ await _rows(connection))


async def _rows(connection: Connection) -> set[tuple[Any, ...]]:
    """Return what the boards say, without levels that nobody has."""
    return {
        tuple(row)
        for sql in (
            "SELECT 'member', b.* FROM board AS b",
            "SELECT 'level', l.* FROM board_levels AS l WHERE l.members <> 0",
        )
        for row in await connection.all(sql)
    }


async def rebuild_weeks(connection: Connection, guild_id: int, week_start: WeekStart) -> None:
    """Make a server's weekly boards anew from the ledger, for weeks that begin on another day."""
    for table in ("board", "board_levels"):
        await connection.run(f"DELETE FROM {table} {_WEEKLY}", guild_id)
    rows = await connection.all("SELECT DISTINCT day FROM ledger WHERE guild_id = $1", guild_id)
    weeks: dict[str, list[str]] = {}
    for row in rows:
        key = period_key(Period.WEEK, date.fromisoformat(row["day"]), week_start)
        weeks.setdefault(key, []).append(row["day"])
    for key, days in weeks.items():
        await _sum_up(connection, guild_id, key, min(days), max(days))
    await connection.run(
        "INSERT INTO board_levels (guild_id, period, topic, points, members) "
        f"SELECT guild_id, period, topic, points, count(*) FROM board {_WEEKLY} AND points > 0 "
        "GROUP BY guild_id, period, topic, points",
        guild_id,
    )


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
