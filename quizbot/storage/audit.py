"""The audit list: every moderating act, who did it and to what."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def add(
    connection: Connection, guild_id: int, actor_id: int, act: str, target: str, now: datetime
) -> None:
    """Note an act, in the transaction that does it."""
    await connection.run(
        "INSERT INTO audit (guild_id, actor_id, act, target, at) VALUES ($1, $2, $3, $4, $5)",
        guild_id,
        actor_id,
        act,
        target,
        to_seconds(now),
    )
