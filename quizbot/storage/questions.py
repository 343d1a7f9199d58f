"""A server's own questions, and the queue of questions that moderators want next."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import snapshot
from quizbot.domain.question import Question
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def add(
    connection: Connection, guild_id: int, question: Question, author_id: int, now: datetime
) -> None:
    """Store a question of the server's own."""
    await connection.run(
        "INSERT INTO server_questions (guild_id, id, topic, question, created_by, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        guild_id,
        question.id,
        question.topic,
        snapshot.question_to_json(question),
        author_id,
        to_seconds(now),
    )


async def next_id(connection: Connection, guild_id: int) -> str:
    """Return an id that no question of this server has had: ``own-1``, ``own-2`` ..."""
    used = await connection.value(
        "SELECT count(*) FROM server_questions WHERE guild_id = $1", guild_id
    )
    return f"own-{used + 1}"


async def find(connection: Connection, guild_id: int, question_id: str) -> Question | None:
    """Return one of a server's own questions."""
    row = await connection.one(
        "SELECT question FROM server_questions WHERE guild_id = $1 AND id = $2",
        guild_id,
        question_id,
    )
    return snapshot.question_from_json(row["question"]) if row else None


async def of_guild(connection: Connection, guild_id: int) -> list[Question]:
    """Return a server's own questions oldest first."""
    rows = await connection.all(
        "SELECT question FROM server_questions WHERE guild_id = $1 ORDER BY created_at, id",
        guild_id,
    )
    return [snapshot.question_from_json(row["question"]) for row in rows]


async def enqueue(
    connection: Connection, guild_id: int, question_id: str, author_id: int, now: datetime
) -> None:
    """Put a question at the end of the queue, unless it stands in it."""
    await connection.run(
        "INSERT INTO queue (guild_id, question_id, added_by, added_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (guild_id, question_id) DO NOTHING",
        guild_id,
        question_id,
        author_id,
        to_seconds(now),
    )


async def queue(connection: Connection, guild_id: int) -> list[str]:
    """Return the ids of the queued questions, the next one first."""
    rows = await connection.all(
        "SELECT question_id FROM queue WHERE guild_id = $1 ORDER BY id", guild_id
    )
    return [row["question_id"] for row in rows]


async def dequeue(connection: Connection, guild_id: int, question_id: str) -> None:
    """Take a question out of the queue."""
    await connection.run(
        "DELETE FROM queue WHERE guild_id = $1 AND question_id = $2", guild_id, question_id
    )
