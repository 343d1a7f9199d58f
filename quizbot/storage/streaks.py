"""Which slots of a schedule count for a member's streak, and which of them were answered."""

from __future__ import annotations

from quizbot.storage.connection import Connection


async def answered(
    connection: Connection, schedule_id: int, user_id: int, limit: int
) -> list[bool]:
    """Return, for the newest slots that count, whether the member answered; the newest first.

    A slot counts from the moment its model answer stands. One that was not posted, was cancelled or
    declared void counts for nobody and against nobody.
    """
    rows = await connection.all(
        "SELECT a.id IS NOT NULL AS answered FROM slots AS s "
        "JOIN challenges AS c ON c.id = s.challenge_id "
        "LEFT JOIN answers AS a ON a.challenge_id = c.id AND a.user_id = $2 "
        "WHERE s.schedule_id = $1 AND s.missed IS NULL AND c.void IS NULL "
        "AND c.state = 'revealed' "
        "ORDER BY s.day DESC LIMIT $3",
        schedule_id,
        user_id,
        limit,
    )
    return [bool(row["answered"]) for row in rows]
