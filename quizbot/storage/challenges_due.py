"""What is outstanding: challenges that wait to be posted, closed, revealed or counted anew."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice

from quizbot.domain.challenge import EDIT_EVERY, EDIT_OLD_EVERY, OLD, Challenge, State
from quizbot.storage import challenges
from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.stale_messages import MessageKind, StaleMessage
from quizbot.storage.times import to_seconds

READ_AT_ONCE = 10
"""So many challenges are read without a pause."""


async def to_post(
    connection: Connection, now: datetime, limit: int, but: Collection[int] = ()
) -> list[Challenge]:
    """Return claimed challenges whose message is not known, the longest due first.

    Like what follows: only those of servers that the bot is in, and of them all ``but`` these ids.
    """
    return await _pending(connection, State.CLAIMED, "due", now, limit, but)


async def to_finish(
    connection: Connection, now: datetime, limit: int, but: Collection[int] = ()
) -> list[Challenge]:
    """Return closed challenges that are not revealed yet, the longest due first."""
    return await _pending(connection, State.CLOSED, "reveal_at", now, limit, but)


async def _pending(
    connection: Connection,
    state: State,
    order: str,
    now: datetime,
    limit: int,
    but: Collection[int],
) -> list[Challenge]:
    rows = await connection.all(
        f"SELECT * FROM challenges WHERE state = '{state}' AND try_at <= $1 "
        f"AND {order} <= $1 AND {HERE} ORDER BY {order}, id LIMIT $2",
        to_seconds(now),
        limit + len(but),
    )
    return await _without(rows, limit, but)


async def _without(rows: Iterable[Row], limit: int, but: Collection[int]) -> list[Challenge]:
    """Read no more rows than are wanted, and give way: their questions take their time."""
    found: list[Challenge] = []
    for row in islice((row for row in rows if row["id"] not in but), limit):
        found.append(challenges.read(row))
        if len(found) % READ_AT_ONCE == 0:
            await asyncio.sleep(0)
    return found


async def to_close(connection: Connection, now: datetime, limit: int) -> list[Challenge]:
    """Return open challenges whose reveal is due, the longest due first."""
    rows = await connection.all(
        f"SELECT * FROM challenges WHERE state = 'open' AND reveal_at <= $1 AND {HERE} "
        "ORDER BY reveal_at, id LIMIT $2",
        to_seconds(now),
        limit,
    )
    return [challenges.read(row) for row in rows]


async def to_recount(
    connection: Connection, now: datetime, limit: int, but: Collection[object] = ()
) -> list[StaleMessage]:
    """Return the messages of open challenges that show an old count and are not stale otherwise.

    There is one for each channel that may be edited again, and of them all ``but`` these.
    """
    rows = await connection.all(
        "SELECT id, guild_id, channel_id FROM challenges AS c "
        "WHERE state = 'open' AND answered <> answered_shown AND message_id IS NOT NULL "
        f"AND edited_at <= CASE WHEN claimed_at <= $3 THEN $2 ELSE $1 END AND {HERE} "
        "AND NOT EXISTS (SELECT 1 FROM stale_messages WHERE kind = $4 AND subject_id = c.id) "
        "AND NOT EXISTS (SELECT 1 FROM challenges AS other WHERE other.channel_id = c.channel_id "
        "AND other.state = 'open' AND other.edited_at > $1) ORDER BY edited_at, id LIMIT $5",
        to_seconds(now - EDIT_EVERY),
        to_seconds(now - EDIT_OLD_EVERY),
        to_seconds(now - OLD),
        MessageKind.QUESTION,
        limit + len(but),
    )
    by_channel = {row["channel_id"]: row for row in reversed(rows)}
    found = (
        StaleMessage(MessageKind.QUESTION, row["id"], row["guild_id"], 0, now)
        for row in by_channel.values()
    )
    return [one for one in found if one.subject not in but][:limit]


async def failed(connection: Connection, challenge_id: int, now: datetime) -> int:
    """Retry later what ended in an error nobody foresaw; returns how often that happened."""
    await challenges.put_off(connection, challenge_id, now)
    return int(
        await connection.value(
            "UPDATE challenges SET failures = failures + 1 WHERE id = $1 RETURNING failures",
            challenge_id,
        )
        or 0
    )
