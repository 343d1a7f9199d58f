"""Topics of a server's own, with their titles."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def titles(connection: Connection, guild_id: int) -> dict[str, str]:
    """Return the titles of a server's own topics by topic, oldest first."""
    rows = await connection.all(
        "SELECT topic, title FROM server_topics WHERE guild_id = $1 ORDER BY created_at, topic",
        guild_id,
    )
    return {row["topic"]: row["title"] for row in rows}


async def add(
    connection: Connection, guild_id: int, topic: str, title: str, author_id: int, now: datetime
) -> None:
    """Store a topic of a server's own."""
    await connection.run(
        "INSERT INTO server_topics (guild_id, topic, title, created_by, created_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        guild_id,
        topic,
        title,
        author_id,
        to_seconds(now),
    )
