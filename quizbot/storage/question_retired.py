"""Retired questions: what a server has taken out of its asking."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def ids(connection: Connection, guild_id: int) -> set[str]:
    """Return the ids of the questions that a server does not ask any more."""
    rows = await connection.all(
        "SELECT question_id FROM retired_questions WHERE guild_id = $1", guild_id
    )
    return {row["question_id"] for row in rows}


async def add(
    connection: Connection, guild_id: int, question_id: str, actor_id: int, now: datetime
) -> bool:
    """Take a question out of a server's asking; False when it was out before."""
    new = await connection.value(
        "INSERT INTO retired_questions (guild_id, question_id, retired_by, retired_at) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (guild_id, question_id) DO NOTHING "
        "RETURNING question_id",
        guild_id,
        question_id,
        actor_id,
        to_seconds(now),
    )
    return new is not None


async def remove(connection: Connection, guild_id: int, question_id: str) -> bool:
    """Let a server ask a question again; False when it was not retired."""
    back = await connection.value(
        "DELETE FROM retired_questions WHERE guild_id = $1 AND question_id = $2 "
        "RETURNING question_id",
        guild_id,
        question_id,
    )
    return back is not None
