"""The sums that a server's statistics are read from: kept by challenge, made anew where stale.

A challenge is marked in the transaction that changes what it counts, and stays so until its sums
were made with nothing changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quizbot.domain.challenge import Challenge
from quizbot.domain.stats import monday_of
from quizbot.storage.connection import Connection
from quizbot.storage.removals import HERE
from quizbot.storage.verdicts import COUNTS

_NEARLY = 0.0005
"""Scores (0..1) that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class StaleSums:
    """A challenge whose sums are to be made anew, as it was found."""

    challenge_id: int
    guild_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ChallengeSums:
    """What the answers to a challenge came to, on the server's local day on which it was due.

    ``score`` is the sum of the scores (0..1); ``points`` has, by key point, how many answers were
    looked at for it, had it, and turned it round.
    """

    day: date
    answered: int
    graded: int
    score: float
    got_it: int
    points: Mapping[str, tuple[int, int, int]]


async def mark(connection: Connection, challenge_id: int, guild_id: int) -> None:
    """Note that the sums of a challenge are to be made anew."""
    await connection.run(
        "INSERT INTO stats_stale (challenge_id, guild_id, version) VALUES ($1, $2, 1) "
        "ON CONFLICT (challenge_id) DO UPDATE SET version = stats_stale.version + 1",
        challenge_id,
        guild_id,
    )


async def stale(connection: Connection, limit: int, guild_id: int | None = None) -> list[StaleSums]:
    """Return challenges to be summed up, the newest first: of one server, or of all here."""
    where = "guild_id = $2" if guild_id is not None else f"{HERE} AND $2 IS NULL"
    rows = await connection.all(
        f"SELECT challenge_id, guild_id, version FROM stats_stale WHERE {where} "
        "ORDER BY challenge_id DESC LIMIT $1",
        limit,
        guild_id,
    )
    return [StaleSums(row["challenge_id"], row["guild_id"], row["version"]) for row in rows]


async def count_stale(connection: Connection, guild_id: int) -> int:
    """Return how many challenges of a server are not summed up yet."""
    return int(
        await connection.value("SELECT count(*) FROM stats_stale WHERE guild_id = $1", guild_id)
    )


async def keep(
    connection: Connection, stale: StaleSums, challenge: Challenge, sums: ChallengeSums
) -> None:
    """Store the sums of a challenge; what has changed since it was found stale keeps its mark."""
    await _drop(connection, stale.challenge_id)
    await connection.run(
        "INSERT INTO stats_challenges (challenge_id, guild_id, question_id, topic, prompt, day, "
        "week, answered, graded, score, got_it, overridden, looks, looks_changed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        challenge.id,
        challenge.guild_id,
        challenge.question.id,
        challenge.question.topic,
        challenge.question.prompt,
        sums.day.isoformat(),
        monday_of(sums.day).isoformat(),
        sums.answered,
        sums.graded,
        sums.score,
        sums.got_it,
        await _overridden(connection, challenge.id),
        *await _looks(connection, challenge.id),
    )
    for point, counts in sums.points.items():
        await connection.run(
            "INSERT INTO stats_points (challenge_id, guild_id, point, answers, had, turned) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            *(challenge.id, challenge.guild_id, point, *counts),
        )
    await _count_members(connection, challenge.guild_id, monday_of(sums.day))
    await _done(connection, stale)


async def leave_out(connection: Connection, stale: StaleSums) -> None:
    """Note that a challenge does not count."""
    week = await connection.value(
        "SELECT week FROM stats_challenges WHERE challenge_id = $1", stale.challenge_id
    )
    await _drop(connection, stale.challenge_id)
    if week is not None:
        await _count_members(connection, stale.guild_id, date.fromisoformat(week))
    await _done(connection, stale)


async def _drop(connection: Connection, challenge_id: int) -> None:
    for table in ("stats_challenges", "stats_points"):
        await connection.run(f"DELETE FROM {table} WHERE challenge_id = $1", challenge_id)


async def _done(connection: Connection, stale: StaleSums) -> None:
    await connection.run(
        "DELETE FROM stats_stale WHERE challenge_id = $1 AND version = $2",
        stale.challenge_id,
        stale.version,
    )


async def _overridden(connection: Connection, challenge_id: int) -> int:
    """Return how many answers have a score that moderators changed."""
    return int(
        await connection.value(
            "SELECT count(*) FROM verdicts AS v WHERE v.challenge_id = $1 "
            f"AND v.decided_by IS NOT NULL AND {COUNTS} AND abs(v.score - ("
            "SELECT g.score FROM verdicts AS g WHERE g.answer_id = v.answer_id "
            "AND g.decided_by IS NULL ORDER BY g.id DESC LIMIT 1)) > $2",
            challenge_id,
            _NEARLY,
        )
    )


async def _looks(connection: Connection, challenge_id: int) -> tuple[int, int]:
    """Return how many second looks were asked for, and how many of them changed the score."""
    row = await connection.one(
        "SELECT count(*) AS asked, coalesce(sum(CASE WHEN abs(v.score - ("
        "SELECT g.score FROM verdicts AS g WHERE g.answer_id = l.answer_id "
        "AND g.id < l.verdict_id ORDER BY g.id DESC LIMIT 1)) > $2 THEN 1 ELSE 0 END), 0) "
        "AS changed FROM answers AS a JOIN second_looks AS l ON l.answer_id = a.id "
        "LEFT JOIN verdicts AS v ON v.id = l.verdict_id WHERE a.challenge_id = $1",
        challenge_id,
        _NEARLY,
    )
    return (row["asked"], row["changed"]) if row else (0, 0)


async def _count_members(connection: Connection, guild_id: int, monday: date) -> None:
    week = monday.isoformat()
    members = await connection.value(
        "SELECT count(DISTINCT a.user_id) FROM stats_challenges AS s "
        "JOIN answers AS a ON a.challenge_id = s.challenge_id "
        "WHERE s.guild_id = $1 AND s.week = $2",
        guild_id,
        week,
    )
    await connection.run(
        "INSERT INTO stats_weeks (guild_id, week, members) VALUES ($1, $2, $3) "
        "ON CONFLICT (guild_id, week) DO UPDATE SET members = excluded.members",
        guild_id,
        week,
        members,
    )
