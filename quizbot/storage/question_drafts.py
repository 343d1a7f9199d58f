"""Questions that a moderator has typed but not saved: the form's fields as they were handed in."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from quizbot.domain.question_draft import Draft, Origin
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_seconds

DRAFTS_KEPT_FOR = timedelta(days=30)
"""So long a draft waits to be saved; the message that shows it is long gone by then."""


async def add(
    connection: Connection,
    guild_id: int,
    author_id: int,
    draft: Draft,
    now: datetime,
    origin: Origin,
) -> int:
    """Store a draft and return its id; the server's drafts that were left long ago are dropped."""
    await connection.run(
        "DELETE FROM question_drafts WHERE guild_id = $1 AND created_at < $2",
        guild_id,
        to_seconds(now - DRAFTS_KEPT_FOR),
    )
    new = await connection.value(
        "INSERT INTO question_drafts "
        "(guild_id, author_id, form, created_at, question_id, version, suggestion_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        guild_id,
        author_id,
        json.dumps(asdict(draft), ensure_ascii=False),
        to_seconds(now),
        origin.question_id,
        origin.version,
        origin.suggestion_id,
    )
    return int(new)


async def change(connection: Connection, guild_id: int, draft_id: int, draft: Draft) -> bool:
    """Replace a draft's fields; False when there is no such draft."""
    changed = await connection.value(
        "UPDATE question_drafts SET form = $3 WHERE guild_id = $1 AND id = $2 RETURNING id",
        guild_id,
        draft_id,
        json.dumps(asdict(draft), ensure_ascii=False),
    )
    return changed is not None


async def find(connection: Connection, guild_id: int, draft_id: int) -> tuple[Draft, Origin] | None:
    """Return a draft and where it comes from."""
    row = await connection.one(
        "SELECT * FROM question_drafts WHERE guild_id = $1 AND id = $2", guild_id, draft_id
    )
    return _draft(row) if row else None


async def take(connection: Connection, guild_id: int, draft_id: int) -> tuple[Draft, Origin] | None:
    """Remove a draft and return it; None when it is gone already."""
    row = await connection.one(
        "DELETE FROM question_drafts WHERE guild_id = $1 AND id = $2 RETURNING *",
        guild_id,
        draft_id,
    )
    return _draft(row) if row else None


def _draft(row: Row) -> tuple[Draft, Origin]:
    origin = Origin(row["question_id"], row["version"], row["suggestion_id"])
    return Draft(**json.loads(row["form"])), origin
