"""Reading the boards."""

from __future__ import annotations

from quizbot.domain.leaderboard import Standing, places
from quizbot.storage.connection import Connection

_BOARD = "board WHERE guild_id = $1 AND period = $2 AND topic = $3 AND points > 0"
_MEMBERS = (
    "SELECT coalesce(sum(members), 0) FROM board_levels "
    "WHERE guild_id = $1 AND period = $2 AND topic = $3 AND points > $4"
)
"""How many members have more than so many points."""
_NAMED = (
    "SELECT b.user_id, coalesce(m.name, 'someone') AS name, b.points FROM ({board}) AS b "
    "LEFT JOIN members AS m ON m.guild_id = $1 AND m.user_id = b.user_id"
)
"""Only the members of a page are looked up, not those of the pages before it."""


async def page(
    connection: Connection, guild_id: int, period: str, topic: str, offset: int, limit: int
) -> list[Standing]:
    """Return ``limit`` standings after the first ``offset``, best first.

    Equal points stand in order of joining Discord.
    """
    board = f"SELECT user_id, points FROM {_BOARD} ORDER BY points DESC, user_id LIMIT $4 OFFSET $5"
    rows = await connection.all(
        f"{_NAMED.format(board=board)} ORDER BY b.points DESC, b.user_id",
        guild_id,
        period,
        topic,
        limit,
        offset,
    )
    if not rows:
        return []
    first = await _place(connection, guild_id, period, topic, rows[0]["points"])
    found = places(first, offset, [row["points"] for row in rows])
    return [
        Standing(place, row["user_id"], row["name"], row["points"])
        for place, row in zip(found, rows, strict=True)
    ]


async def of_member(
    connection: Connection, guild_id: int, period: str, topic: str, user_id: int
) -> Standing | None:
    """Return a member's own standing, or None without points."""
    board = f"SELECT user_id, points FROM {_BOARD} AND user_id = $4"
    row = await connection.one(_NAMED.format(board=board), guild_id, period, topic, user_id)
    if row is None:
        return None
    place = await _place(connection, guild_id, period, topic, row["points"])
    return Standing(place, row["user_id"], row["name"], row["points"])


async def _place(
    connection: Connection, guild_id: int, period: str, topic: str, points: int
) -> int:
    """Return the place of so many points: those with more, and one."""
    return int(await connection.value(_MEMBERS, guild_id, period, topic, points)) + 1


async def size(connection: Connection, guild_id: int, period: str, topic: str) -> int:
    """Return how many members a board has."""
    return int(await connection.value(_MEMBERS, guild_id, period, topic, 0))
