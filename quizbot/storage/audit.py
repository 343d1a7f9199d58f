"""The audit list: every moderating act, who did it and to what."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.audit import SAME_AGAIN, AuditEntry
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds

_OF = (
    "FROM audit WHERE guild_id = $1 AND ($2 = 0 OR actor_id = $2) "
    "AND ($3 = '' OR act = $3 OR substr(act, 1, length($3) + 1) = $3 || ' ')"
)


async def add(
    connection: Connection,
    guild_id: int,
    actor_id: int,
    act: str,
    target: str,
    now: datetime,
    detail: str = "",
) -> None:
    """Note an act, in the transaction that does it."""
    await connection.run(
        "INSERT INTO audit (guild_id, actor_id, act, target, at, detail) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        guild_id,
        actor_id,
        act,
        target,
        to_seconds(now),
        detail,
    )


async def page(
    connection: Connection, guild_id: int, actor_id: int, act: str, offset: int, limit: int
) -> list[AuditEntry]:
    """Return ``limit`` lines after the first ``offset``, newest first.

    ``actor_id`` 0 is everybody, ``act`` is a whole act or its first word, "" is all.
    """
    rows = await connection.all(
        f"SELECT actor_id, act, target, detail, at {_OF} ORDER BY id DESC LIMIT $5 OFFSET $4",
        guild_id,
        actor_id,
        act,
        offset,
        limit,
    )
    return [
        AuditEntry(row["actor_id"], row["act"], row["target"], row["detail"], to_moment(row["at"]))
        for row in rows
    ]


async def size(connection: Connection, guild_id: int, actor_id: int, act: str) -> int:
    """Return how many lines there are."""
    return int(await connection.value(f"SELECT count(*) {_OF}", guild_id, actor_id, act))


async def just_done(
    connection: Connection, guild_id: int, channel_id: int, actor_id: int, act: str, now: datetime
) -> int | None:
    """Return the number of the challenge of a channel to which a moderator has just done this."""
    number = await connection.value(
        "SELECT c.number FROM audit AS a JOIN challenges AS c "
        "ON c.guild_id = a.guild_id AND a.target = '#' || c.number "
        "WHERE a.guild_id = $1 AND a.actor_id = $2 AND a.act = $3 AND a.at > $4 "
        "AND c.channel_id = $5 ORDER BY a.id DESC LIMIT 1",
        guild_id,
        actor_id,
        act,
        to_seconds(now - SAME_AGAIN),
        channel_id,
    )
    return None if number is None else int(number)
