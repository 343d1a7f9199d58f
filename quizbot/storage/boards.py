"""Reading the boards."""

from __future__ import annotations

from quizbot.domain.ranking import Standing
from quizbot.storage.connection import Connection

_PLACE = (
    "(SELECT count(*) FROM board AS above "
    "WHERE above.guild_id = b.guild_id AND above.period = b.period "
    "AND above.topic = b.topic AND above.points > b.points) + 1"
)
_STANDING = (
    f"SELECT b.user_id, coalesce(m.name, 'someone') AS name, b.points, {_PLACE} AS place "  # noqa: S608  fixed text
    "FROM board AS b "
    "LEFT JOIN members AS m ON m.guild_id = b.guild_id AND m.user_id = b.user_id "
    "WHERE b.guild_id = $1 AND b.period = $2 AND b.topic = $3 AND b.points > 0"
)


async def page(
    connection: Connection, guild_id: int, period: str, topic: str, offset: int, limit: int
) -> list[Standing]:
    """Return ``limit`` standings after the first ``offset``, best first.

    Equal points stand in order of joining Discord.
    """
    rows = await connection.all(
        f"{_STANDING} ORDER BY b.points DESC, b.user_id LIMIT $4 OFFSET $5",
        guild_id,
        period,
        topic,
        limit,
        offset,
    )
    return [Standing(row["place"], row["user_id"], row["name"], row["points"]) for row in rows]


async def of_member(
    connection: Connection, guild_id: int, period: str, topic: str, user_id: int
) -> Standing | None:
    """Return a member's own standing, or None without points."""
    row = await connection.one(f"{_STANDING} AND b.user_id = $4", guild_id, period, topic, user_id)
    return Standing(row["place"], row["user_id"], row["name"], row["points"]) if row else None


async def size(connection: Connection, guild_id: int, period: str, topic: str) -> int:
    """Return how many members a board has."""
    return int(
        await connection.value(
            "SELECT count(*) FROM board "
            "WHERE guild_id = $1 AND period = $2 AND topic = $3 AND points > 0",
            guild_id,
            period,
            topic,
        )
    )
