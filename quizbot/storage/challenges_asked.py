"""What is being asked just now: claimed, open, or closed with its model answer still to come.

A server's own version of a shipped question counts as that question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_moment

_ASKED = (
    "SELECT coalesce(own.replaces, c.question_id) AS question_id, c.guild_id, c.reveal_at{more} "
    "FROM challenges AS c LEFT JOIN server_questions AS own "
    "ON own.guild_id = c.guild_id AND own.id = c.question_id "
    f"WHERE c.state IN ('claimed', 'open', 'closed') AND c.{HERE} "
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that a server asks, and when its model answer is due.

    ``is_member``: whoever practises is known to be in that server.
    """

    question_id: str
    guild_id: int
    reveal_at: datetime
    is_member: bool


async def anywhere(connection: Connection, user_id: int, guild_id: int) -> list[Asking]:
    """Return what is asked in any server and may be practised by a member of this one.

    A member is known in this server, and where the member has answered. Other servers' own
    questions, that are no version of a shipped one, are left out. A guild id of 0 is no server.
    """
    is_member = (
        ", (c.guild_id = $2 OR EXISTS (SELECT 1 FROM members AS m "
        "WHERE m.guild_id = c.guild_id AND m.user_id = $1)) AS is_member"
    )
    rows = await connection.all(
        _ASKED.format(more=is_member)
        + "AND (c.guild_id = $2 OR own.replaces IS NOT NULL OR c.question_id NOT LIKE 'own-%')",
        user_id,
        guild_id,
    )
    return [
        Asking(
            row["question_id"],
            row["guild_id"],
            to_moment(row["reveal_at"]),
            bool(row["is_member"]),
        )
        for row in rows
    ]


async def here(connection: Connection, guild_id: int) -> dict[str, datetime]:
    """Return, by id, the questions that a server asks, and when their model answers are due."""
    rows = await connection.all(
        _ASKED.format(more="") + "AND c.guild_id = $1 ORDER BY c.reveal_at", guild_id
    )
    return {row["question_id"]: to_moment(row["reveal_at"]) for row in rows}
