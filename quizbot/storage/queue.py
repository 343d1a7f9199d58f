"""The queue: the questions that moderators want next, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def add(
    connection: Connection, guild_id: int, question_id: str, author_id: int, now: datetime
) -> bool:
    """Put a question at the end of the queue; False when it stands in it."""
    new = await connection.value(
        "INSERT INTO queue (guild_id, question_id, added_by, added_at, place) "
        "SELECT $1, $2, $3, $4, coalesce(max(place), 0) + 1 FROM queue WHERE guild_id = $1 "
        "ON CONFLICT (guild_id, question_id) DO NOTHING RETURNING question_id",
        guild_id,
        question_id,
        author_id,
        to_seconds(now),
    )
    return new is not None


async def ids(connection: Connection, guild_id: int) -> list[str]:
    """Return the ids of the queued questions, the next one first."""
    rows = await connection.all(
        "SELECT question_id FROM queue WHERE guild_id = $1 ORDER BY place, id", guild_id
    )
    return [row["question_id"] for row in rows]


async def arrange(connection: Connection, guild_id: int, order: Sequence[str]) -> None:
    """Give the queued questions the places of ``order``."""
    for place, question_id in enumerate(order, 1):
        await connection.run(
            "UPDATE queue SET place = $3 WHERE guild_id = $1 AND question_id = $2",
            guild_id,
            question_id,
            place,
        )


async def remove(connection: Connection, guild_id: int, question_id: str) -> bool:
    """Take a question out of the queue; False when it is not in it."""
    gone = await connection.value(
        "DELETE FROM queue WHERE guild_id = $1 AND question_id = $2 RETURNING question_id",
        guild_id,
        question_id,
    )
    return gone is not None
