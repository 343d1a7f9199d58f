"""A server's own questions."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import question_json
from quizbot.domain.question import Question
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def add(
    connection: Connection,
    guild_id: int,
    question: Question,
    author_id: int,
    now: datetime,
    replaces: str | None = None,
) -> None:
    """Store a question of the server's own, perhaps its version of a shipped one."""
    await connection.run(
        "INSERT INTO server_questions "
        "(guild_id, id, topic, question, created_by, created_at, replaces) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        guild_id,
        question.id,
        question.topic,
        question_json.write(question),
        author_id,
        to_seconds(now),
        replaces,
    )


async def change(connection: Connection, guild_id: int, question: Question, version: int) -> bool:
    """Replace one of a server's own questions; False when it is not at ``version`` any more."""
    changed = await connection.value(
        "UPDATE server_questions SET topic = $3, question = $4, version = version + 1 "
        "WHERE guild_id = $1 AND id = $2 AND version = $5 RETURNING id",
        guild_id,
        question.id,
        question.topic,
        question_json.write(question),
        version,
    )
    return changed is not None


async def version(connection: Connection, guild_id: int, question_id: str) -> int:
    """Return how often one of a server's own questions was saved; 0 for any other."""
    found = await connection.value(
        "SELECT version FROM server_questions WHERE guild_id = $1 AND id = $2",
        guild_id,
        question_id,
    )
    return int(found or 0)


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
    return question_json.read(row["question"]) if row else None


async def of_guild(connection: Connection, guild_id: int) -> list[Question]:
    """Return a server's own questions oldest first."""
    rows = await connection.all(
        "SELECT question FROM server_questions WHERE guild_id = $1 ORDER BY created_at, id",
        guild_id,
    )
    return [question_json.read(row["question"]) for row in rows]


async def twins(connection: Connection, guild_id: int) -> dict[str, str]:
    """Return, by the id of each of a server's own versions, the shipped question it replaces."""
    rows = await connection.all(
        "SELECT id, replaces FROM server_questions WHERE guild_id = $1 AND replaces IS NOT NULL",
        guild_id,
    )
    return {row["id"]: row["replaces"] for row in rows}
