"""Revealed challenges: found again, and whether they count."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.storage import challenges, stale_messages
from quizbot.storage.connection import Connection
from quizbot.storage.stale_messages import MessageKind
from quizbot.storage.times import to_seconds


async def by_number(connection: Connection, guild_id: int, number: int) -> Challenge | None:
    """Return a server's revealed challenge by its running number."""
    challenge_id = await connection.value(
        "SELECT id FROM challenges WHERE guild_id = $1 AND number = $2 AND state = 'revealed'",
        guild_id,
        number,
    )
    return await challenges.find(connection, challenge_id) if challenge_id is not None else None


async def newest(connection: Connection, guild_id: int, limit: int) -> list[tuple[int, str]]:
    """Return numbers and question ids of a server's revealed challenges, the newest first."""
    rows = await connection.all(
        "SELECT number, question_id FROM challenges WHERE guild_id = $1 AND state = 'revealed' "
        "ORDER BY number DESC LIMIT $2",
        guild_id,
        limit,
    )
    return [(row["number"], row["question_id"]) for row in rows]


async def set_void(
    connection: Connection,
    challenge_id: int,
    actor_id: int,
    reason: str,
    now: datetime,
    *,
    void: bool,
) -> bool:
    """Note that a challenge does not count, or counts again; False when it stood so already."""
    guild_id = await connection.value(
        "UPDATE challenges SET void = $2 WHERE id = $1 AND state = 'revealed' "
        "AND CASE WHEN void IS NULL THEN 1 ELSE 0 END = $3 RETURNING guild_id",
        challenge_id,
        reason if void else None,
        int(void),
    )
    if guild_id is None:
        return False
    await stale_messages.mark(connection, MessageKind.QUESTION, challenge_id, guild_id, now)
    await connection.run(
        "INSERT INTO voids (challenge_id, voided, actor_id, reason, at) "
        "VALUES ($1, $2, $3, $4, $5)",
        challenge_id,
        int(void),
        actor_id,
        reason,
        to_seconds(now),
    )
    return True


async def ids(connection: Connection, guild_id: int | None, challenge_id: int | None) -> list[int]:
    """Return the ids of revealed challenges, of one server or one challenge where it is named."""
    rows = await connection.all(
        "SELECT id FROM challenges WHERE state = 'revealed' "
        "AND (guild_id = $1 OR $1 IS NULL) AND (id = $2 OR $2 IS NULL) ORDER BY id",
        guild_id,
        challenge_id,
    )
    return [row["id"] for row in rows]
