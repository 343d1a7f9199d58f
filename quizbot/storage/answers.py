"""Answers: each member's current one to a challenge, and the earlier versions."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Answer, Submission, Sure
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_moment, to_seconds


async def save(
    connection: Connection,
    challenge_id: int,
    user_id: int,
    name: str,
    submission: Submission,
    now: datetime,
) -> int | None:
    """Store or replace a member's answer and return its version.

    Returns None when the challenge is not open. Handing in the same again changes nothing and
    returns the version that stands.
    """
    guild_id = await connection.value(
        "SELECT guild_id FROM challenges WHERE id = $1 AND state = 'open' AND reveal_at > $2",
        challenge_id,
        to_seconds(now),
    )
    if guild_id is None:
        return None
    before = await find(connection, challenge_id, user_id)
    if before is not None and before.submission == submission:
        return before.version
    answer_id, version = await _upsert(
        connection, guild_id, challenge_id, user_id, name, submission, now
    )
    await _keep_version(connection, answer_id, version, submission, now)
    if before is None:
        await connection.run(
            "UPDATE challenges SET answered = answered + 1 WHERE id = $1", challenge_id
        )
    return version


async def _upsert(
    connection: Connection,
    guild_id: int,
    challenge_id: int,
    user_id: int,
    name: str,
    submission: Submission,
    now: datetime,
) -> tuple[int, int]:
    row = await connection.one(
        "INSERT INTO answers "
        "(challenge_id, guild_id, user_id, name, text, choice, sure, share, version, saved_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9) "
        "ON CONFLICT (challenge_id, user_id) DO UPDATE SET "
        "name = excluded.name, text = excluded.text, "
        "choice = excluded.choice, sure = excluded.sure, share = excluded.share, "
        "version = answers.version + 1, saved_at = excluded.saved_at RETURNING id, version",
        challenge_id,
        guild_id,
        user_id,
        name,
        submission.text,
        submission.choice,
        submission.sure,
        int(submission.share),
        to_seconds(now),
    )
    assert row is not None  # noqa: S101  the upsert always returns its row
    return row["id"], row["version"]


async def _keep_version(
    connection: Connection, answer_id: int, version: int, submission: Submission, now: datetime
) -> None:
    await connection.run(
        "INSERT INTO answer_versions (answer_id, version, text, choice, sure, share, saved_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        answer_id,
        version,
        submission.text,
        submission.choice,
        submission.sure,
        int(submission.share),
        to_seconds(now),
    )


async def find(connection: Connection, challenge_id: int, user_id: int) -> Answer | None:
    """Return a member's answer to a challenge."""
    row = await connection.one(
        "SELECT * FROM answers WHERE challenge_id = $1 AND user_id = $2", challenge_id, user_id
    )
    return read(row) if row else None


async def id_of(connection: Connection, challenge_id: int, user_id: int) -> int:
    """Return the id of a member's answer to a challenge, which there is."""
    return int(
        await connection.value(
            "SELECT id FROM answers WHERE challenge_id = $1 AND user_id = $2", challenge_id, user_id
        )
    )


async def get(connection: Connection, answer_id: int) -> Answer | None:
    """Return an answer by id."""
    row = await connection.one("SELECT * FROM answers WHERE id = $1", answer_id)
    return read(row) if row else None


async def of_challenge(connection: Connection, challenge_id: int) -> list[Answer]:
    """Return all answers to a challenge, in the order of their first saving."""
    rows = await connection.all(
        "SELECT * FROM answers WHERE challenge_id = $1 ORDER BY id", challenge_id
    )
    return [read(row) for row in rows]


async def ungraded(
    connection: Connection, challenge_id: int, after: int, limit: int
) -> list[Answer]:
    """Return answers to a challenge that have no verdict yet, of members ``after`` that one."""
    rows = await connection.all(
        "SELECT a.* FROM answers AS a WHERE a.challenge_id = $1 AND a.user_id > $2 "
        "AND NOT EXISTS (SELECT 1 FROM verdicts AS v WHERE v.answer_id = a.id) "
        "ORDER BY a.user_id LIMIT $3",
        challenge_id,
        after,
        limit,
    )
    return [read(row) for row in rows]


def read(row: Row) -> Answer:
    """Return the answer that a row of the table holds."""
    return Answer(
        id=row["id"],
        challenge_id=row["challenge_id"],
        user_id=row["user_id"],
        name=row["name"],
        submission=Submission(row["text"], row["choice"], Sure(row["sure"]), bool(row["share"])),
        version=row["version"],
        saved_at=to_moment(row["saved_at"]),
    )
