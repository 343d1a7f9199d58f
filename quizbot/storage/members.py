"""Members: the name by which a server knows them."""

from __future__ import annotations

from quizbot.storage.connection import Connection


async def rename(connection: Connection, guild_id: int, user_id: int, name: str) -> None:
    """Keep a member's present name."""
    await connection.run(
        "INSERT INTO members (guild_id, user_id, name) VALUES ($1, $2, $3) "
        "ON CONFLICT (guild_id, user_id) DO UPDATE SET name = excluded.name",
        guild_id,
        user_id,
        name,
    )
