"""What a server has asked so far, and what it has taken out of its asking."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds


async def asked(connection: Connection, guild_id: int) -> dict[str, tuple[int, datetime]]:
    """Return, by question id, how often a server has asked it and when last."""
    rows = await connection.all(
        "SELECT question_id, count(*) AS times, max(claimed_at) AS last FROM challenges "
        "WHERE guild_id = $1 AND state <> 'cancelled' GROUP BY question_id",
        guild_id,
    )
    return {row["question_id"]: (row["times"], to_moment(row["last"])) for row in rows}


async def last_extra(
    connection: Connection, guild_id: int, schedule_id: int, since: datetime
) -> int | None:
    """Return the number of the newest question posted out of turn later than ``since``."""
    number = await connection.value(
        "SELECT number FROM challenges AS c WHERE guild_id = $1 AND schedule_id = $2 "
        "AND state <> 'cancelled' AND claimed_at > $3 AND NOT EXISTS "
        "(SELECT 1 FROM slots AS s WHERE s.schedule_id = $2 AND s.challenge_id = c.id) "
        "ORDER BY number DESC LIMIT 1",
        guild_id,
        schedule_id,
        to_seconds(since),
    )
    return None if number is None else int(number)


async def retired(connection: Connection, guild_id: int) -> set[str]:
    """Return the ids of the questions that a server does not ask any more."""
    rows = await connection.all(
        "SELECT question_id FROM retired_questions WHERE guild_id = $1", guild_id
    )
    return {row["question_id"] for row in rows}


async def retire(
    connection: Connection, guild_id: int, question_id: str, actor_id: int, now: datetime
) -> bool:
    """Take a question out of a server's asking; False when it was out before."""
    new = await connection.value(
        "INSERT INTO retired_questions (guild_id, question_id, retired_by, retired_at) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (guild_id, question_id) DO NOTHING "
        "RETURNING question_id",
        guild_id,
        question_id,
        actor_id,
        to_seconds(now),
    )
    return new is not None


async def restore(connection: Connection, guild_id: int, question_id: str) -> bool:
    """Let a server ask a question again; False when it was not retired."""
    back = await connection.value(
        "DELETE FROM retired_questions WHERE guild_id = $1 AND question_id = $2 "
        "RETURNING question_id",
        guild_id,
        question_id,
    )
    return back is not None
