"""Single values the bot remembers about itself."""

from __future__ import annotations

from quizbot.storage.connection import Connection


async def get(connection: Connection, key: str) -> str | None:
    """Return the value kept under ``key``, or None."""
    value = await connection.value("SELECT value FROM meta WHERE key = $1", key)
    return None if value is None else str(value)


async def put(connection: Connection, key: str, value: str) -> None:
    """Keep ``value`` under ``key``."""
    await connection.run(
        "INSERT INTO meta (key, value) VALUES ($1, $2) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
    )


async def drop(connection: Connection, key: str) -> None:
    """Forget what is kept under ``key``."""
    await connection.run("DELETE FROM meta WHERE key = $1", key)
