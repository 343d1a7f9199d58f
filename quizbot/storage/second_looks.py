"""Second looks: one per answer, waiting until a moderator decides."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.second_look import SecondLook
from quizbot.storage import stale_messages
from quizbot.storage.connection import Connection
from quizbot.storage.stale_messages import MessageKind
from quizbot.storage.times import to_moment, to_seconds


async def ask(connection: Connection, answer_id: int, reason: str, now: datetime) -> bool:
    """Store the wish for a second look; False when there was one for this answer before."""
    new = await connection.one(
        "INSERT INTO second_looks (answer_id, guild_id, user_id, reason, asked_at) "
        "SELECT id, guild_id, user_id, $2, $3 FROM answers WHERE id = $1 "
        "ON CONFLICT (answer_id) DO NOTHING RETURNING id, guild_id",
        answer_id,
        reason,
        to_seconds(now),
    )
    if new is None:
        return False
    await stale_messages.mark(connection, MessageKind.SECOND_LOOK, new["id"], new["guild_id"], now)
    return True


async def find(connection: Connection, answer_id: int) -> SecondLook | None:
    """Return the second look at an answer, waiting or decided."""
    row = await connection.one("SELECT * FROM second_looks WHERE answer_id = $1", answer_id)
    if row is None:
        return None
    return SecondLook(
        id=row["id"],
        answer_id=row["answer_id"],
        user_id=row["user_id"],
        reason=row["reason"],
        asked_at=to_moment(row["asked_at"]),
        verdict_id=row["verdict_id"],
    )


async def waiting_of(connection: Connection, second_look_id: int) -> int | None:
    """Return the id of the challenge that a second look waits about; None when it is settled."""
    challenge_id = await connection.value(
        "SELECT a.challenge_id FROM second_looks AS s JOIN answers AS a ON a.id = s.answer_id "
        "WHERE s.id = $1 AND s.verdict_id IS NULL",
        second_look_id,
    )
    return None if challenge_id is None else int(challenge_id)


async def count_waiting(connection: Connection, guild_id: int) -> int:
    """Return how many second looks wait in a server."""
    return int(
        await connection.value(
            "SELECT count(*) FROM second_looks AS s JOIN answers AS a ON a.id = s.answer_id "
            "JOIN challenges AS c ON c.id = a.challenge_id "
            "WHERE s.guild_id = $1 AND s.verdict_id IS NULL AND c.void IS NULL",
            guild_id,
        )
    )


async def settle(connection: Connection, answer_id: int, verdict_id: int) -> bool:
    """Note the verdict that a waiting second look came to; False where none waits."""
    settled = await connection.value(
        "UPDATE second_looks SET verdict_id = $2 "
        "WHERE answer_id = $1 AND verdict_id IS NULL RETURNING id",
        answer_id,
        verdict_id,
    )
    return settled is not None
