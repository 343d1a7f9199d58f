"""Claimed challenges of which no message is known to stand: refused, or not posted yet."""

from __future__ import annotations

from quizbot.domain.challenge import Challenge
from quizbot.storage import challenges
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def note_refused(connection: Connection, challenge_id: int) -> None:
    """Note that Discord refused to post a claimed challenge, and that no message of it stands."""
    await connection.run(
        "UPDATE challenges SET refused = 1 WHERE id = $1 AND state = 'claimed'", challenge_id
    )


async def follow(connection: Connection, challenge: Challenge, *, waits: bool) -> None:
    """Store where and when a claimed challenge is posted, of which no message stands.

    Either it ``waits`` and is tried as soon as it is due, or it is sent now, and one may stand.
    """
    await connection.run(
        "UPDATE challenges SET channel_id = $2, due = $3, late_limit = $4, reveal_at = $5, "
        "reveal_after = $6, ping_role_id = $7, thread = $8, refused = $9, try_at = 0, "
        "tries = CASE WHEN $9 <> 0 THEN 0 ELSE tries END "
        "WHERE id = $1 AND state = 'claimed'",
        challenge.id,
        challenge.channel_id,
        to_seconds(challenge.due),
        int(challenge.late_limit.total_seconds()),
        to_seconds(challenge.reveal_at),
        int(challenge.reveal_after.total_seconds()),
        challenge.ping_role_id,
        int(challenge.thread),
        int(waits),
    )


async def not_posted(connection: Connection, guild_id: int, schedule_id: int) -> list[Challenge]:
    """Return the challenges of a server's schedule whose message is not known to stand."""
    rows = await connection.all(
        "SELECT * FROM challenges WHERE guild_id = $1 AND state = 'claimed' AND schedule_id = $2 "
        "ORDER BY id",
        guild_id,
        schedule_id,
    )
    return [challenges.read(row) for row in rows]
