"""Imports and their questions: stored once, each question decided once."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizbot.domain.imports import Fate, Found, Import
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_seconds

_ITEMS = (
    "SELECT import_items.*, imports.topic AS chosen_topic "
    "FROM import_items JOIN imports ON imports.id = import_id"
)


async def add(
    connection: Connection,
    guild_id: int,
    author_id: int,
    kind: str,
    remarks: Sequence[str],
    topic: str,
    data: bytes,
    now: datetime,
) -> int:
    """Store an import and its document, without its questions, and return its id."""
    new = await connection.value(
        "INSERT INTO imports (guild_id, author_id, kind, remarks, topic, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        guild_id,
        author_id,
        kind,
        _json(list(remarks)),
        topic,
        to_seconds(now),
    )
    await connection.run(
        "INSERT INTO import_documents (import_id, data) VALUES ($1, $2)",
        new,
        base64.b64encode(data).decode(),
    )
    return int(new)


async def document(connection: Connection, import_id: int) -> bytes | None:
    """Return the document of an import; None once something of it was decided or changed."""
    data = await connection.value(
        "SELECT data FROM import_documents WHERE import_id = $1", import_id
    )
    return None if data is None else base64.b64decode(data)


async def read_anew(
    connection: Connection,
    import_id: int,
    kind: str,
    remarks: Sequence[str],
    document_type: str,
) -> bool:
    """Note what a document was read as now, and drop its questions; False when it is not kept."""
    kept = await connection.value("SELECT 1 FROM import_documents WHERE import_id = $1", import_id)
    if kept is None:
        return False
    await connection.run(
        "UPDATE imports SET kind = $2, remarks = $3, document_type = $4 WHERE id = $1",
        import_id,
        kind,
        _json(list(remarks)),
        document_type,
    )
    await connection.run("DELETE FROM import_items WHERE import_id = $1", import_id)
    return True


async def choose_topic(connection: Connection, import_id: int, topic: str) -> bool:
    """Note the topic of questions whose document names none; False when the import is closed."""
    chosen = await connection.value(
        "UPDATE imports SET topic = $2 WHERE id = $1 AND closed = 0 RETURNING id",
        import_id,
        topic,
    )
    return chosen is not None


async def _drop_document(connection: Connection, import_id: int) -> None:
    await connection.run("DELETE FROM import_documents WHERE import_id = $1", import_id)


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
        "SELECT state, topic = '' AS topicless, count(*) AS n, sum(clear) AS clear "
        "FROM import_items WHERE import_id = $1 GROUP BY state, topic = ''",
        import_id,
    )
    counts = Counter[Fate]()
    for entry in counted:
        counts[Fate(entry["state"])] += int(entry["n"])
    waiting = [entry for entry in counted if entry["state"] == Fate.WAITING]
    topicless = sum(int(entry["n"]) for entry in waiting if entry["topicless"])
    clear = sum(int(e["clear"]) for e in waiting if row["topic"] or not e["topicless"])
    kept = await connection.value("SELECT 1 FROM import_documents WHERE import_id = $1", import_id)
    return Import(
        id=row["id"],
        guild_id=row["guild_id"],
        author_id=row["author_id"],
        kind=row["kind"],
        remarks=tuple(json.loads(row["remarks"])),
        closed=bool(row["closed"]),
        counts={fate: counts[fate] for fate in Fate},
        clear=clear,
        topic=row["topic"],
        document_type=row["document_type"],
        topicless=topicless,
        rereadable=kept is not None,
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
    row = await connection.one(f"{_ITEMS} WHERE import_id = $1 AND place = $2", import_id, place)
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
        f"{_ITEMS} WHERE import_id = $1 AND state = 'waiting' AND clear = 1 "
        "AND (import_items.topic <> '' OR imports.topic <> '') ORDER BY place LIMIT $2",
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
    await _drop_document(connection, import_id)
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
    await _drop_document(connection, import_id)


async def close(connection: Connection, import_id: int, actor_id: int) -> int | None:
    """Leave out what waits and close an import; returns how many, None when it is closed."""
    closed = await connection.value(
        "UPDATE imports SET closed = 1 WHERE id = $1 AND closed = 0 RETURNING id", import_id
    )
    if closed is None:
        return None
    await _drop_document(connection, import_id)
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
        topic=row["topic"] or row["chosen_topic"],
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
