"""Suggestions: handed in once, decided once."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from quizbot.domain.question_draft import Draft
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.storage import stale_messages
from quizbot.storage.connection import Connection, Row
from quizbot.storage.stale_messages import MessageKind
from quizbot.storage.times import to_moment, to_seconds


async def add(
    connection: Connection,
    guild_id: int,
    author_id: int,
    author_name: str,
    draft: Draft,
    now: datetime,
) -> int:
    """Store a suggestion and return its id."""
    new = await connection.value(
        "INSERT INTO suggestions (guild_id, author_id, author_name, form, suggested_at) "
        "VALUES ($1, $2, $3, $4, $5) RETURNING id",
        guild_id,
        author_id,
        author_name,
        json.dumps(asdict(draft), ensure_ascii=False),
        to_seconds(now),
    )
    await stale_messages.mark(connection, MessageKind.SUGGESTION, new, guild_id, now)
    return int(new)


async def find(connection: Connection, guild_id: int, suggestion_id: int) -> Suggestion | None:
    """Return a suggestion of a server."""
    row = await connection.one(
        "SELECT * FROM suggestions WHERE guild_id = $1 AND id = $2", guild_id, suggestion_id
    )
    return read(row) if row else None


async def by_id(connection: Connection, suggestion_id: int) -> Suggestion | None:
    """Return a suggestion of any server."""
    row = await connection.one("SELECT * FROM suggestions WHERE id = $1", suggestion_id)
    return read(row) if row else None


async def waiting(connection: Connection, guild_id: int) -> list[Suggestion]:
    """Return a server's suggestions that nobody has decided, oldest first."""
    rows = await connection.all(
        "SELECT * FROM suggestions WHERE guild_id = $1 AND state = 'waiting' ORDER BY id", guild_id
    )
    return [read(row) for row in rows]


async def count_waiting(connection: Connection, guild_id: int, author_id: int) -> int:
    """Return how many of a member's suggestions nobody has decided."""
    return int(
        await connection.value(
            "SELECT count(*) FROM suggestions "
            "WHERE guild_id = $1 AND author_id = $2 AND state = 'waiting'",
            guild_id,
            author_id,
        )
    )


async def of_author(
    connection: Connection, guild_id: int, author_id: int, limit: int
) -> list[Suggestion]:
    """Return a member's own suggestions, newest first."""
    rows = await connection.all(
        "SELECT * FROM suggestions WHERE guild_id = $1 AND author_id = $2 "
        "ORDER BY id DESC LIMIT $3",
        guild_id,
        author_id,
        limit,
    )
    return [read(row) for row in rows]


async def change(
    connection: Connection, guild_id: int, suggestion_id: int, draft: Draft, now: datetime
) -> bool:
    """Replace what a member suggested; False when it was decided."""
    changed = await connection.value(
        "UPDATE suggestions SET form = $3 "
        "WHERE guild_id = $1 AND id = $2 AND state = 'waiting' RETURNING id",
        guild_id,
        suggestion_id,
        json.dumps(asdict(draft), ensure_ascii=False),
    )
    if changed is None:
        return False
    await stale_messages.mark(connection, MessageKind.SUGGESTION, suggestion_id, guild_id, now)
    return True


async def decide(
    connection: Connection,
    guild_id: int,
    suggestion_id: int,
    state: SuggestionState,
    actor_id: int,
    now: datetime,
    *,
    reason: str = "",
    question_id: str | None = None,
) -> bool:
    """Note what became of a suggestion; False when it was decided before."""
    decided = await connection.value(
        "UPDATE suggestions SET state = $3, decided_by = $4, decided_at = $5, reason = $6, "
        "question_id = $7 WHERE guild_id = $1 AND id = $2 AND state = 'waiting' RETURNING id",
        guild_id,
        suggestion_id,
        state,
        actor_id,
        to_seconds(now),
        reason,
        question_id,
    )
    if decided is None:
        return False
    await stale_messages.mark(connection, MessageKind.SUGGESTION, suggestion_id, guild_id, now)
    return True


async def posted(
    connection: Connection, suggestion_id: int, channel_id: int, message_id: int
) -> None:
    """Record the suggestion's message in the review channel."""
    await connection.run(
        "UPDATE suggestions SET channel_id = $2, message_id = $3 WHERE id = $1",
        suggestion_id,
        channel_id,
        message_id,
    )


def read(row: Row) -> Suggestion:
    """Return the suggestion that a row of the table holds."""
    return Suggestion(
        id=row["id"],
        guild_id=row["guild_id"],
        author_id=row["author_id"],
        author_name=row["author_name"],
        draft=Draft(**json.loads(row["form"])),
        state=SuggestionState(row["state"]),
        suggested_at=to_moment(row["suggested_at"]),
        decided_by=row["decided_by"],
        reason=row["reason"],
        question_id=row["question_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
    )
