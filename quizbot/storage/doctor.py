"""Reading how the database stands: for a server's moderators, and for the operator."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizbot.domain.slot_causes import Missed
from quizbot.storage import migrations, slots
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds

NEWEST_EVENT = (
    "SELECT max(at) FROM (SELECT max(claimed_at) AS at FROM challenges "
    "UNION ALL SELECT max(saved_at) FROM answers UNION ALL SELECT max(at) FROM audit)"
)


async def missed(
    connection: Connection, guild_id: int, since: datetime
) -> list[tuple[int, Missed]]:
    """Return schedule and slot of all that a server missed since then, newest first."""
    rows = await connection.all(
        "SELECT s.schedule_id, s.day, s.missed, s.missed_detail FROM slots AS s "
        "JOIN schedules AS p ON p.id = s.schedule_id "
        "WHERE p.guild_id = $1 AND s.missed IS NOT NULL AND s.due >= $2 ORDER BY s.due DESC",
        guild_id,
        to_seconds(since),
    )
    return [(row["schedule_id"], slots.missed(row)) for row in rows]


async def size(connection: Connection) -> int:
    """Return the size of the database in bytes."""
    return int(
        await connection.value(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """The next time of a schedule, in its zone."""

    schedule_id: int
    guild_id: int
    due: datetime
    zone: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a database file says of itself; ``schema`` of a file that is none is 0."""

    schema: int
    known_schema: int
    damage: tuple[str, ...]
    size: int
    newest: datetime | None = None
    coming: tuple[Coming, ...] = ()


def examine(path: Path) -> Examined:
    """Read a database file without changing it, also while the bot runs.

    Raises:
        OSError: the file cannot be read as a database; the text says why.
    """
    known = migrations.shipped()[-1].version
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=2)) as raw:
            raw.row_factory = sqlite3.Row
            schema = _value(raw, "SELECT max(version) FROM schema_migrations") or 0
            damage = tuple(row[0] for row in raw.execute("PRAGMA quick_check(5)") if row[0] != "ok")
            if schema != known or damage:
                return Examined(schema, known, damage, path.stat().st_size)
            newest = _value(raw, NEWEST_EVENT)
            return Examined(
                schema,
                known,
                damage,
                path.stat().st_size,
                to_moment(newest) if newest else None,
                _coming(raw),
            )
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _value(raw: sqlite3.Connection, sql: str) -> int | None:
    row = raw.execute(sql).fetchone()
    return row[0] if row else None


def _coming(raw: sqlite3.Connection) -> tuple[Coming, ...]:
    rows = raw.execute(
        "SELECT id, guild_id, next_at, zone, problem FROM schedules "
        "WHERE paused = 0 AND removed_at IS NULL AND next_at IS NOT NULL ORDER BY next_at, id"
    )
    return tuple(
        Coming(row["id"], row["guild_id"], to_moment(row["next_at"]), row["zone"], row["problem"])
        for row in rows
    )
