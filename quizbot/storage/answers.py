"""Answers: each member's current one to a challenge, and the earlier versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizbot.domain.challenge import Answer, Submission, Sure
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_moment, to_seconds


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """What a member sent, when it was taken, and by which interaction."""

    submission: Submission
    taken_at: datetime
    interaction_id: int

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of `_COLUMNS`."""
        given = self.submission
        return (
            *(given.text, picks_text(given.picks), given.sure, int(given.share)),
            *(to_seconds(self.taken_at), self.interaction_id),
        )


async def save(
    connection: Connection,
    challenge_id: int,
    user_id: int,
    name: str,
    submission: Submission,
    now: datetime,
    interaction_id: int = 0,
) -> int | None:
    """Store or replace a member's answer and return its version.

    Returns None when the challenge is not open. Handing in the same again changes nothing and
    returns the version that stands. Of two answers the one with the greater ``interaction_id`` was
    sent later and stands; the versions are numbered in this order, whichever comes first.
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
        await _sent_again(connection, before, interaction_id)
        return before.version
    handed_in = _HandedIn(submission, now, interaction_id)
    version = 1 if before is None else await _make_room(connection, before, interaction_id)
    if before is None or version > before.version:
        await _let_stand(connection, (challenge_id, guild_id, user_id, name), version, handed_in)
    await _keep_version(connection, challenge_id, user_id, version, handed_in)
    if before is None:
        await connection.run(
            "UPDATE challenges SET answered = answered + 1 WHERE id = $1", challenge_id
        )
    return version


async def _sent_again(connection: Connection, answer: Answer, interaction_id: int) -> None:
    """Note that an answer was sent once more, so that it is later than what came between."""
    for table, key in (("answers", "id"), ("answer_versions", "answer_id")):
        await connection.run(
            f"UPDATE {table} SET interaction_id = $1 "
            f"WHERE {key} = $2 AND version = $3 AND interaction_id < $1",
            interaction_id,
            answer.id,
            answer.version,
        )


async def _make_room(connection: Connection, standing: Answer, interaction_id: int) -> int:
    """Return the version of what an interaction sent; what was sent later moves up by one."""
    later = await connection.all(
        "SELECT version FROM answer_versions WHERE answer_id = $1 AND interaction_id > $2 "
        "ORDER BY version DESC",
        standing.id,
        interaction_id,
    )
    if not later:
        return standing.version + 1
    for row in later:
        await connection.run(
            "UPDATE answer_versions SET version = version + 1 "
            "WHERE answer_id = $1 AND version = $2",
            standing.id,
            row["version"],
        )
    await connection.run("UPDATE answers SET version = version + 1 WHERE id = $1", standing.id)
    return int(later[-1]["version"])


_COLUMNS = "text, picks, sure, share, saved_at, interaction_id"


async def _let_stand(
    connection: Connection, whose: tuple[int, int, int, str], version: int, handed_in: _HandedIn
) -> None:
    """Store what counts; ``whose`` are challenge, server, member, and the member's name."""
    await connection.run(
        "INSERT INTO answers "
        f"(challenge_id, guild_id, user_id, name, version, {_COLUMNS}) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (challenge_id, user_id) DO UPDATE SET "
        "name = excluded.name, version = excluded.version, text = excluded.text, "
        "picks = excluded.picks, sure = excluded.sure, share = excluded.share, "
        "saved_at = excluded.saved_at, interaction_id = excluded.interaction_id",
        *whose,
        version,
        *handed_in.values,
    )


async def _keep_version(
    connection: Connection, challenge_id: int, user_id: int, version: int, handed_in: _HandedIn
) -> None:
    await connection.run(
        f"INSERT INTO answer_versions (answer_id, version, {_COLUMNS}) "
        "SELECT id, $3, $4, $5, $6, $7, $8, $9 FROM answers "
        "WHERE challenge_id = $1 AND user_id = $2",
        challenge_id,
        user_id,
        version,
        *handed_in.values,
    )


async def find(connection: Connection, challenge_id: int, user_id: int) -> Answer | None:
    """Return a member's answer to a challenge."""
    row = await connection.one(
        "SELECT * FROM answers WHERE challenge_id = $1 AND user_id = $2", challenge_id, user_id
    )
    return read(row) if row else None


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
        submission=Submission(
            row["text"], read_picks(row["picks"]), Sure(row["sure"]), bool(row["share"])
        ),
        version=row["version"],
        saved_at=to_moment(row["saved_at"]),
    )


def picks_text(picks: Iterable[int]) -> str:
    """Return the choices taken as they are stored: their indices with commas between."""
    return ",".join(map(str, picks))


def read_picks(text: str) -> tuple[int, ...]:
    """Return the choices that `picks_text` wrote."""
    return tuple(map(int, text.split(","))) if text else ()
