"""Imports and their questions: stored once, each question decided once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizbot.domain.imports import Fate, Found, Import
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_seconds


async def add(
    connection: Connection,
    guild_id: int,
    author_id: int,
    kind: str,
    remarks: Sequence[str],
    now: datetime,
) -> int:
    """Store an import without its questions and return its id."""
    new = await connection.value(
        "INSERT INTO imports (guild_id, author_id, kind, remarks, created_at) "
        "VALUES ($1, $2, $3, $4, $5) RETURNING id",
        guild_id,
        author_id,
        kind,
        _json(list(remarks)),
        to_seconds(now),
    )
    return int(new)


async def add_found(connection: Connection, import_id: int, found: Sequence[Found]) -> None:
    """Store questions of an import."""
    for entry in found:
        await connection.run(
            "INSERT INTO import_items "
            "(import_id, place, line, topic, fields, points, remarks, clear) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            import_id,
            entry.place,
            entry.line,
            entry.topic,
            _json(dict(entry.fields)),
            _json(list(entry.points)),
            _json(list(entry.remarks)),
            int(entry.clear),
        )


async def find(connection: Connection, guild_id: int, import_id: int) -> Import | None:
    """Return an import of a server with how its questions stand."""
    row = await connection.one(
        "SELECT * FROM imports WHERE guild_id = $1 AND id = $2", guild_id, import_id
    )
    if row is None:
        return None
    counted = await connection.all(
        "SELECT state, count(*) AS n, sum(clear) AS clear FROM import_items "
        "WHERE import_id = $1 GROUP BY state",
        import_id,
    )
    counts = {Fate(entry["state"]): int(entry["n"]) for entry in counted}
    clear = next((e["clear"] for e in counted if e["state"] == Fate.WAITING), 0)
    return Import(
        id=row["id"],
        guild_id=row["guild_id"],
        author_id=row["author_id"],
        kind=row["kind"],
        remarks=tuple(json.loads(row["remarks"])),
        closed=bool(row["closed"]),
        counts={fate: counts.get(fate, 0) for fate in Fate},
        clear=int(clear or 0),
    )


async def newest_open(connection: Connection, guild_id: int) -> int | None:
    """Return the id of a server's newest import in which a question waits."""
    found = await connection.value(
        "SELECT max(imports.id) FROM imports JOIN import_items ON import_id = imports.id "
        "WHERE guild_id = $1 AND closed = 0 AND state = 'waiting'",
        guild_id,
    )
    return None if found is None else int(found)


async def question(connection: Connection, import_id: int, place: int) -> Found | None:
    """Return one question of an import."""
    row = await connection.one(
        "SELECT * FROM import_items WHERE import_id = $1 AND place = $2", import_id, place
    )
    return _found(row) if row else None


async def next_waiting(connection: Connection, import_id: int, place: int) -> int | None:
    """Return the place of the first question that waits from ``place`` on, or else before it."""
    found = await connection.value(
        "SELECT place FROM import_items WHERE import_id = $1 AND state = 'waiting' "
        "ORDER BY place < $2, place LIMIT 1",
        import_id,
        place,
    )
    return None if found is None else int(found)


async def clear_waiting(connection: Connection, import_id: int, limit: int) -> list[Found]:
    """Return the first questions that wait and have nothing doubtful."""
    rows = await connection.all(
        "SELECT * FROM import_items WHERE import_id = $1 AND state = 'waiting' AND clear = 1 "
        "ORDER BY place LIMIT $2",
        import_id,
        limit,
    )
    return [_found(row) for row in rows]


async def decide(
    connection: Connection,
    import_id: int,
    place: int,
    fate: Fate,
    actor_id: int,
    question_id: str | None = None,
) -> bool:
    """Note what becomes of a question; False when it does not wait any more."""
    decided = await connection.value(
        "UPDATE import_items SET state = $3, decided_by = $4, question_id = $5 "
        "WHERE import_id = $1 AND place = $2 AND state = 'waiting' RETURNING place",
        import_id,
        place,
        fate,
        actor_id,
        question_id,
    )
    return decided is not None


async def change(connection: Connection, import_id: int, changed: Found) -> None:
    """Replace a question that waits by what a moderator made of it."""
    await connection.run(
        "UPDATE import_items "
        "SET topic = $3, fields = $4, points = $5, remarks = $6, clear = $7 "
        "WHERE import_id = $1 AND place = $2 AND state = 'waiting'",
        import_id,
        changed.place,
        changed.topic,
        _json(dict(changed.fields)),
        _json(changed.points),
        _json(changed.remarks),
        int(changed.clear),
    )


async def close(connection: Connection, import_id: int, actor_id: int) -> int | None:
    """Leave out what waits and close an import; returns how many, None when it is closed."""
    closed = await connection.value(
        "UPDATE imports SET closed = 1 WHERE id = $1 AND closed = 0 RETURNING id", import_id
    )
    if closed is None:
        return None
    left = await connection.all(
        "UPDATE import_items SET state = 'left', decided_by = $2 "
        "WHERE import_id = $1 AND state = 'waiting' RETURNING place",
        import_id,
        actor_id,
    )
    return len(left)


def _found(row: Row) -> Found:
    return Found(
        place=row["place"],
        line=row["line"],
        topic=row["topic"],
        fields=json.loads(row["fields"]),
        points=tuple(json.loads(row["points"])),
        remarks=tuple(json.loads(row["remarks"])),
        clear=bool(row["clear"]),
        state=Fate(row["state"]),
        question_id=row["question_id"],
        decided_by=row["decided_by"],
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
