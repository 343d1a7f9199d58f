"""Stale messages: those that may differ from what the database says, missing ones too.

A message is marked in the transaction that changes what it should show, and is stale until it was
brought up to date with nothing changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_moment, to_seconds


class MessageKind(StrEnum):
    """What kind of message it is, and of what its subject's id is the id."""

    QUESTION = "question"
    """The message of a challenge."""
    THREAD = "thread"
    """The discussion below a challenge's reveal."""
    REPOST = "repost"
    """The message of a challenge that is to stand in place of a deleted one."""
    SUGGESTION = "suggestion"
    """The message of a suggestion in the review channel."""
    SECOND_LOOK = "second_look"
    """The word in the review channel that a second look waits."""


@dataclass(frozen=True, slots=True)
class StaleMessage:
    """A message as it was found stale; ``version`` 0 is one of which only the count is old."""

    kind: MessageKind
    subject_id: int
    guild_id: int
    version: int
    since: datetime
    tries: int = 0

    @property
    def subject(self) -> tuple[MessageKind, int]:
        """What the message is about."""
        return self.kind, self.subject_id


async def mark(
    connection: Connection, kind: MessageKind, subject_id: int, guild_id: int, now: datetime
) -> None:
    """Note that a message should show something else from now on."""
    await connection.run(
        "INSERT INTO stale_messages (kind, subject_id, guild_id, version, since, try_at) "
        "VALUES ($1, $2, $3, 1, $4, $4) ON CONFLICT (kind, subject_id) DO UPDATE SET "
        "version = stale_messages.version + 1, since = excluded.since, tries = 0, "
        "try_at = excluded.try_at",
        kind,
        subject_id,
        guild_id,
        to_seconds(now),
    )


async def find(connection: Connection, kind: MessageKind, subject_id: int) -> StaleMessage | None:
    """Return a message if it is stale."""
    row = await connection.one(
        "SELECT * FROM stale_messages WHERE kind = $1 AND subject_id = $2", kind, subject_id
    )
    return _stale_message(row) if row else None


async def due(
    connection: Connection, now: datetime, limit: int, but: Collection[object] = ()
) -> list[StaleMessage]:
    """Return what is to be tried by now, the longest due first.

    Only those of servers that the bot is in, and of them all ``but`` these.
    """
    rows = await connection.all(
        f"SELECT * FROM stale_messages WHERE try_at <= $1 AND {HERE} "
        "ORDER BY try_at, subject_id, kind LIMIT $2",
        to_seconds(now),
        limit + len(but),
    )
    found = (_stale_message(row) for row in rows)
    return [one for one in found if one.subject not in but][:limit]


async def shown(connection: Connection, stale: StaleMessage) -> None:
    """Note that a message was brought up to date; what has changed since it was found holds."""
    await connection.run(
        "DELETE FROM stale_messages WHERE kind = $1 AND subject_id = $2 AND version = $3",
        stale.kind,
        stale.subject_id,
        stale.version,
    )


async def put_off(
    connection: Connection, stale: StaleMessage, try_at: datetime, *, failed: bool = False
) -> int:
    """Try again later; returns how many tries have ``failed`` in a way that nobody foresaw."""
    failures = await connection.value(
        "INSERT INTO stale_messages "
        "(kind, subject_id, guild_id, version, since, tries, failures, try_at) "
        "VALUES ($1, $2, $3, $4, $5, $6 + 1, $7, $8) "
        "ON CONFLICT (kind, subject_id) DO UPDATE SET tries = stale_messages.tries + 1, "
        "failures = stale_messages.failures + excluded.failures, try_at = excluded.try_at "
        "RETURNING failures",
        stale.kind,
        stale.subject_id,
        stale.guild_id,
        stale.version,
        to_seconds(stale.since),
        stale.tries,
        int(failed),
        to_seconds(try_at),
    )
    return int(failures)


def _stale_message(row: Row) -> StaleMessage:
    return StaleMessage(
        MessageKind(row["kind"]),
        row["subject_id"],
        row["guild_id"],
        row["version"],
        to_moment(row["since"]),
        row["tries"],
    )
