"""Notices: stored with the act they tell of, sent once, and where they stand until then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from quizbot.domain.notice import NEWS_FOR, Notice, NoticeKind, NoticeState
from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_moment, to_seconds

FORGOTTEN_AFTER = timedelta(days=30)
"""What was told is forgotten after this long."""
LEASE = timedelta(minutes=2)
"""So long nobody else sends a notice that was claimed; longer than any request takes."""
ACTORS_TURN = timedelta(seconds=10)
"""A notice of an act is first sent by who serves the act, right after the reply."""

ALIKE_FOR = timedelta(minutes=30)
"""Of those that were stored no longer ago each has a message of its own; half as long as messages
are looked up, since the clock of this machine and Discord's may differ."""


async def add(
    connection: Connection,
    guild_id: int,
    sentence: str,
    now: datetime,
    *,
    user_id: int | None = None,
    actor_id: int | None = None,
    stands: str = "",
    kind: NoticeKind = NoticeKind.SENTENCE,
) -> None:
    """Store a notice, in the transaction of what it tells of; see `domain.notice.Notice`."""
    await connection.run(
        "DELETE FROM notices WHERE guild_id = $1 AND state IN ('told', 'open', 'closed') "
        "AND created_at < $2",
        guild_id,
        to_seconds(now - FORGOTTEN_AFTER),
    )
    await connection.run(
        "INSERT INTO notices "
        "(guild_id, user_id, actor_id, sentence, stands, try_at, created_at, kind) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        guild_id,
        user_id,
        actor_id,
        sentence,
        stands,
        to_seconds(now if actor_id is None else now + ACTORS_TURN),
        to_seconds(now),
        kind,
    )


async def due(connection: Connection, now: datetime, limit: int) -> list[Notice]:
    """Return notices to be sent, the oldest first; those of servers that the bot is in."""
    rows = await connection.all(
        "SELECT * FROM notices WHERE state IN ('waiting', 'sending') AND try_at <= $1 "
        f"AND {HERE} ORDER BY id LIMIT $2",
        to_seconds(now),
        limit,
    )
    return [_notice(row) for row in rows]


async def of_actor(connection: Connection, guild_id: int, actor_id: int) -> list[Notice]:
    """Return the notices of a moderator's acts that nobody has begun to send, oldest first."""
    rows = await connection.all(
        "SELECT * FROM notices WHERE guild_id = $1 AND state = 'waiting' AND actor_id = $2 "
        "ORDER BY id",
        guild_id,
        actor_id,
    )
    return [_notice(row) for row in rows]


async def claim(connection: Connection, notice: Notice, now: datetime) -> bool:
    """Note that a notice, as it was read, is being sent; False when somebody else was faster."""
    claimed = await connection.value(
        "UPDATE notices SET state = 'sending', tries = tries + 1, try_at = $4 "
        "WHERE id = $1 AND state = $2 AND tries = $3 RETURNING id",
        notice.id,
        notice.state,
        notice.tries,
        to_seconds(now + LEASE),
    )
    return claimed is not None


async def told_alike(connection: Connection, notice: Notice) -> int:
    """Return how many others were told with the same words in the same place just before."""
    return int(
        await connection.value(
            "SELECT count(*) FROM notices WHERE coalesce(user_id, 0) = $1 "
            "AND (user_id IS NOT NULL OR guild_id = $2) "
            "AND sentence = $3 AND state = 'told' AND id <> $4 AND created_at > $5",
            notice.user_id or 0,
            notice.guild_id,
            notice.sentence,
            notice.id,
            to_seconds(notice.created_at - ALIKE_FOR),
        )
    )


async def put_off(connection: Connection, notice_id: int, until: datetime) -> None:
    """Note that it is not known whether a notice arrived; that is found out later."""
    await connection.run(
        "UPDATE notices SET try_at = $2 WHERE id = $1", notice_id, to_seconds(until)
    )


async def settle(connection: Connection, notice_id: int, state: NoticeState) -> None:
    """Note what became of a notice."""
    await connection.run("UPDATE notices SET state = $2 WHERE id = $1", notice_id, state)


async def has_news(connection: Connection, guild_id: int) -> bool:
    """Tell whether anything may be told to a moderator of a server."""
    found = await connection.value(
        "SELECT id FROM notices WHERE guild_id = $1 AND state = 'open' LIMIT 1", guild_id
    )
    return found is not None


async def take_news(
    connection: Connection, guild_id: int, moderator_id: int, now: datetime, limit: int
) -> list[Notice]:
    """Note that a moderator is told what is open for this person now, and return it, oldest first.

    It is what did not arrive of the moderator's own acts, and what is for all moderators; whoever
    was told the same in private is left out.
    """
    rows = await connection.all(
        "SELECT * FROM notices AS n WHERE guild_id = $1 AND state = 'open' AND created_at > $3 "
        "AND (actor_id = $2 OR (actor_id IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM notices AS own WHERE own.guild_id = $1 AND own.state = 'told' "
        "AND own.user_id = $2 AND own.created_at = n.created_at AND own.sentence = n.sentence))) "
        "ORDER BY id LIMIT $4",
        guild_id,
        moderator_id,
        to_seconds(now - NEWS_FOR),
        limit,
    )
    news = [_notice(row) for row in rows]
    for notice in news:
        told = NoticeState.TOLD if notice.user_id is None else NoticeState.CLOSED
        await settle(connection, notice.id, told)
    return news


async def give_back(connection: Connection, notice_ids: Collection[int]) -> None:
    """Note that a moderator was not told after all."""
    for notice_id in notice_ids:
        await settle(connection, notice_id, NoticeState.OPEN)


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        guild_id=row["guild_id"],
        user_id=row["user_id"],
        actor_id=row["actor_id"],
        sentence=row["sentence"],
        stands=row["stands"],
        state=NoticeState(row["state"]),
        tries=row["tries"],
        created_at=to_moment(row["created_at"]),
        kind=NoticeKind(row["kind"]),
    )
