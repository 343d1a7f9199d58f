"""Challenges: claimed, posted, closed, revealed."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from quizbot.domain import question_json
from quizbot.domain.challenge import FIRST_BACKOFF, LONGEST_BACKOFF, Challenge, State
from quizbot.domain.question import Form, Question
from quizbot.domain.schedule import Schedule
from quizbot.storage import stale_messages
from quizbot.storage.connection import Connection, Row
from quizbot.storage.stale_messages import MessageKind
from quizbot.storage.times import to_moment, to_seconds

UNKNOWN_COUNT = -1
"""Of answers that a message shows."""


async def add(
    connection: Connection,
    schedule: Schedule,
    question: Question,
    number: int,
    due: datetime,
    now: datetime,
) -> int:
    """Store a claimed challenge with a snapshot of its question and return its id."""
    plan = schedule.plan
    new = await connection.value(
        "INSERT INTO challenges (guild_id, channel_id, schedule_id, number, question_id, topic, "
        "question, form, state, due, late_limit, reveal_at, reveal_after, claimed_at, "
        "ping_role_id, thread) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, $16) RETURNING id",
        schedule.guild_id,
        plan.channel_id,
        schedule.id,
        number,
        question.id,
        question.topic,
        question_json.write(question),
        plan.form,
        State.CLAIMED,
        to_seconds(due),
        int(plan.late_limit.total_seconds()),
        to_seconds(plan.reveal_at(due, now)),
        int(plan.reveal_after.total_seconds()),
        to_seconds(now),
        plan.ping_role_id,
        int(plan.thread),
    )
    return int(new)


async def find(connection: Connection, challenge_id: int) -> Challenge | None:
    """Return a challenge by id."""
    row = await connection.one("SELECT * FROM challenges WHERE id = $1", challenge_id)
    return read(row) if row else None


async def newest_open(
    connection: Connection, guild_id: int, channel_id: int | None = None
) -> Challenge | None:
    """Return a server's newest open challenge.

    One of ``channel_id`` goes before those of other channels.
    """
    row = await connection.one(
        "SELECT * FROM challenges WHERE guild_id = $1 AND state = 'open' "
        "ORDER BY CASE WHEN channel_id = $2 THEN 0 ELSE 1 END, id DESC LIMIT 1",
        guild_id,
        channel_id,
    )
    return read(row) if row else None


async def open_ones(connection: Connection, guild_id: int) -> list[Challenge]:
    """Return a server's open challenges, the newest first."""
    rows = await connection.all(
        "SELECT * FROM challenges WHERE guild_id = $1 AND state = 'open' ORDER BY id DESC", guild_id
    )
    return [read(row) for row in rows]


async def last_asked(connection: Connection, guild_id: int) -> dict[str, int]:
    """Return, by question id, the number of the challenge that asked it last in this server."""
    rows = await connection.all(
        "SELECT question_id, max(number) AS number FROM challenges "
        "WHERE guild_id = $1 AND state <> 'cancelled' GROUP BY question_id",
        guild_id,
    )
    return {row["question_id"]: row["number"] for row in rows}


async def times_asked(connection: Connection, guild_id: int) -> dict[str, tuple[int, datetime]]:
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


async def posted(connection: Connection, challenge_id: int, message_id: int, now: datetime) -> None:
    """Record that the challenge's message stands in the channel."""
    await connection.run(
        "UPDATE challenges "
        "SET state = 'open', message_id = $2, tries = 0, try_at = 0, failures = 0, edited_at = $3 "
        "WHERE id = $1 AND state = 'claimed'",
        challenge_id,
        message_id,
        to_seconds(now),
    )


async def close(connection: Connection, challenge_id: int, now: datetime) -> bool:
    """End the answering, early or on time; False when it had ended before."""
    guild_id = await connection.value(
        "UPDATE challenges SET state = 'closed', "
        "reveal_at = CASE WHEN reveal_at > $2 THEN $2 ELSE reveal_at END "
        "WHERE id = $1 AND state = 'open' RETURNING guild_id",
        challenge_id,
        to_seconds(now),
    )
    return await _looks_different(connection, challenge_id, guild_id, now)


async def _looks_different(
    connection: Connection, challenge_id: int, guild_id: int | None, now: datetime
) -> bool:
    """Mark the message of a challenge that was changed; False where none was (no server)."""
    if guild_id is None:
        return False
    await stale_messages.mark(connection, MessageKind.QUESTION, challenge_id, guild_id, now)
    return True


async def revealed(
    connection: Connection, challenge_id: int, message_id: int | None, now: datetime
) -> None:
    """Record that the reveal stands in the channel, or (None) that it has no place any more.

    The thread that its schedule wants is to be opened then.
    """
    done = await connection.one(
        "UPDATE challenges SET state = 'revealed', reveal_message_id = $2, revealed_at = $3, "
        "failures = 0 WHERE id = $1 AND state = 'closed' RETURNING guild_id, thread",
        challenge_id,
        message_id,
        to_seconds(now),
    )
    if done is not None and done["thread"] and message_id is not None:
        await stale_messages.mark(
            connection, MessageKind.THREAD, challenge_id, done["guild_id"], now
        )


async def cancel(connection: Connection, challenge_id: int, now: datetime) -> bool:
    """Give up a challenge that is not closed; False when it was over already."""
    guild_id = await connection.value(
        "UPDATE challenges SET state = 'cancelled' "
        "WHERE id = $1 AND state IN ('claimed', 'open') RETURNING guild_id",
        challenge_id,
    )
    return await _looks_different(connection, challenge_id, guild_id, now)


async def lost(connection: Connection, challenge_id: int, message_id: int) -> bool:
    """Record that an open challenge's message was deleted; False when that was known."""
    known = await connection.value(
        "UPDATE challenges SET message_id = NULL "
        "WHERE id = $1 AND message_id = $2 AND state = 'open' RETURNING id",
        challenge_id,
        message_id,
    )
    return known is not None


async def to_post_again(connection: Connection, challenge: Challenge, now: datetime) -> bool:
    """Mark that an open challenge is to have a message in place of the one that was deleted.

    False when it is not open any more, or has another message by now.
    """
    wanted = await connection.value(
        "UPDATE challenges SET message_id = NULL WHERE id = $1 AND state = 'open' "
        "AND (message_id IS NULL OR message_id = $2) RETURNING id",
        challenge.id,
        challenge.message_id,
    )
    if wanted is None:
        return False
    await stale_messages.mark(connection, MessageKind.REPOST, challenge.id, challenge.guild_id, now)
    return True


async def posted_again(
    connection: Connection, challenge_id: int, message_id: int, shown: int, now: datetime
) -> None:
    """Record the message that stands in place of a deleted one, and the count that it shows.

    It shows an open question, which may have been closed or given up while it was sent.
    """
    posted = await connection.one(
        "UPDATE challenges SET message_id = $2, answered_shown = $3, edited_at = $4 "
        "WHERE id = $1 RETURNING guild_id, state",
        challenge_id,
        message_id,
        shown,
        to_seconds(now),
    )
    if posted is not None and posted["state"] != State.OPEN:
        await _looks_different(connection, challenge_id, posted["guild_id"], now)


async def recounted(connection: Connection, challenge_id: int, shown: int, now: datetime) -> None:
    """Record the count of answers that the message shows."""
    await connection.run(
        "UPDATE challenges SET answered_shown = $2, edited_at = $3 WHERE id = $1",
        challenge_id,
        shown,
        to_seconds(now),
    )


async def put_off(
    connection: Connection, challenge_id: int, now: datetime, after: timedelta | None = None
) -> None:
    """Retry later: after 1, 2, 4 ... minutes, at most 30, or ``after`` so long if that is less."""
    longest = min(after or LONGEST_BACKOFF, LONGEST_BACKOFF)
    await connection.run(
        "UPDATE challenges SET tries = tries + 1, try_at = $2 + CASE "
        "WHEN tries > 20 OR $3 * (1 << tries) > $4 THEN $4 ELSE $3 * (1 << tries) END "
        "WHERE id = $1",
        challenge_id,
        to_seconds(now),
        int(FIRST_BACKOFF.total_seconds()),
        math.ceil(longest.total_seconds()),
    )


def read(row: Row) -> Challenge:
    """Return the challenge that a row of the table holds."""
    return Challenge(
        id=row["id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        schedule_id=row["schedule_id"],
        number=row["number"],
        question=question_json.read(row["question"]),
        form=Form(row["form"]),
        state=State(row["state"]),
        due=to_moment(row["due"]),
        reveal_at=to_moment(row["reveal_at"]),
        claimed_at=to_moment(row["claimed_at"]),
        late_limit=timedelta(seconds=row["late_limit"]),
        reveal_after=timedelta(seconds=row["reveal_after"]),
        message_id=row["message_id"],
        ping_role_id=row["ping_role_id"],
        thread=bool(row["thread"]),
        answered=row["answered"],
        void=row["void"],
        reveal_message_id=row["reveal_message_id"],
        refused=bool(row["refused"]),
    )
