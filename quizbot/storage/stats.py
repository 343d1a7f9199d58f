"""Reading statistics: a member's answers one by one, a server's from sums."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quizbot.domain.challenge import Sure
from quizbot.domain.question import Form
from quizbot.domain.stats import StatsPart
from quizbot.domain.stats_server import LookStats, PointStats, QuestionStats, WeekOfServer
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_moment
from quizbot.storage.verdicts import COUNTS


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that a member answered, as it is stored; ``topic`` is empty for practice.

    ``guild_id`` is where practice was begun, None for private messages.
    """

    at: datetime
    question_id: str
    topic: str
    score: float | None
    sure: Sure | None = None
    guild_id: int | None = None


async def answered(connection: Connection, guild_id: int, user_id: int) -> list[Answered]:
    """Return a member's answers to questions of a server whose model answer stands, oldest first.

    Those of void questions are left out.
    """
    rows = await connection.all(
        "SELECT a.saved_at, a.sure, c.question_id, c.topic, c.form, v.score FROM answers AS a "
        "JOIN challenges AS c ON c.id = a.challenge_id "
        f"LEFT JOIN verdicts AS v ON v.answer_id = a.id AND {COUNTS} "
        "WHERE a.guild_id = $1 AND a.user_id = $2 AND c.state = 'revealed' AND c.void IS NULL "
        "ORDER BY a.saved_at, a.id",
        guild_id,
        user_id,
    )
    return await asyncio.to_thread(_answered, rows)  # thousands would hold up the event loop


def _answered(rows: Sequence[Row]) -> list[Answered]:
    return [
        Answered(
            to_moment(row["saved_at"]), row["question_id"], row["topic"], row["score"], _sure(row)
        )
        for row in rows
    ]


def _sure(row: Row) -> Sure | None:
    return None if row["form"] == Form.CHOICE else Sure(row["sure"])


async def practised(connection: Connection, user_id: int) -> list[Answered]:
    """Return what a member practised, oldest first; scores that were kept back are left out.

    They are told when the question is asked nowhere any more.
    """
    rows = await connection.all(
        "SELECT p.answered_at, p.question_id, r.guild_id, "
        "CASE WHEN p.held = 1 AND EXISTS (SELECT 1 FROM challenges AS c "
        "WHERE c.question_id = p.question_id AND c.state IN ('claimed', 'open', 'closed')) "
        "THEN NULL ELSE p.score END AS score "
        "FROM practice_answers AS p JOIN practice_runs AS r ON r.id = p.run_id "
        "WHERE p.user_id = $1 ORDER BY p.answered_at, p.run_id, p.position",
        user_id,
    )
    return await asyncio.to_thread(_practised, rows)


def _practised(rows: Sequence[Row]) -> list[Answered]:
    return [
        Answered(
            to_moment(row["answered_at"]),
            row["question_id"],
            "",
            row["score"],
            guild_id=row["guild_id"],
        )
        for row in rows
    ]


async def shared(connection: Connection, guild_id: int, user_id: int) -> frozenset[StatsPart]:
    """Return what a member lets others of a server see."""
    parts = await connection.value(
        "SELECT parts FROM stats_shares WHERE guild_id = $1 AND user_id = $2", guild_id, user_id
    )
    return frozenset(map(StatsPart, json.loads(parts or "[]")))


async def share(
    connection: Connection, guild_id: int, user_id: int, parts: Iterable[StatsPart]
) -> None:
    """Store what a member lets others of a server see from now on."""
    chosen = sorted(set(parts))
    await connection.run(
        "DELETE FROM stats_shares WHERE guild_id = $1 AND user_id = $2", guild_id, user_id
    )
    if chosen:
        await connection.run(
            "INSERT INTO stats_shares (guild_id, user_id, parts) VALUES ($1, $2, $3)",
            guild_id,
            user_id,
            json.dumps(chosen),
        )


async def weeks(connection: Connection, guild_id: int, since: date) -> list[WeekOfServer]:
    """Return the weeks from one on in which questions were asked, oldest first."""
    rows = await connection.all(
        "SELECT s.week, s.questions, s.answers, coalesce(w.members, 0) AS members FROM ("
        "SELECT week, count(*) AS questions, sum(answered) AS answers FROM stats_challenges "
        "WHERE guild_id = $1 AND week >= $2 GROUP BY week) AS s "
        "LEFT JOIN stats_weeks AS w ON w.guild_id = $1 AND w.week = s.week ORDER BY s.week",
        guild_id,
        since.isoformat(),
    )
    return [
        WeekOfServer(
            date.fromisoformat(row["week"]), row["questions"], row["answers"], row["members"]
        )
        for row in rows
    ]


async def questions(connection: Connection, guild_id: int, since: date) -> list[QuestionStats]:
    """Return every question asked from a day on, by id, in the words of its last challenge."""
    rows = await connection.all(
        "SELECT g.*, n.prompt, n.topic FROM ("
        "SELECT question_id, max(challenge_id) AS newest, count(*) AS asked, "
        "sum(answered) AS answered, sum(graded) AS graded, sum(score) AS score, "
        "sum(got_it) AS got_it, sum(overridden) AS overridden, sum(looks) AS looks, "
        "sum(looks_changed) AS looks_changed FROM stats_challenges "
        "WHERE guild_id = $1 AND day >= $2 GROUP BY question_id) AS g "
        "JOIN stats_challenges AS n ON n.challenge_id = g.newest ORDER BY g.question_id",
        guild_id,
        since.isoformat(),
    )
    return [_question(row) for row in rows]


def _question(row: Row) -> QuestionStats:
    values: dict[str, Any] = {
        name: row[name] for name in ("asked", "answered", "graded", "got_it", "overridden", "looks")
    }
    return QuestionStats(
        question_id=row["question_id"],
        topic=row["topic"],
        prompt=row["prompt"],
        mean=row["score"] / row["graded"] if row["graded"] else 0.0,
        looks_changed=row["looks_changed"],
        **values,
    )


async def points(connection: Connection, guild_id: int, since: date) -> list[PointStats]:
    """Return every key point of the questions asked from a day on, by question."""
    rows = await connection.all(
        "SELECT s.question_id, max(s.prompt) AS prompt, p.point, sum(p.answers) AS answers, "
        "sum(p.had) AS had, sum(p.turned) AS turned FROM stats_challenges AS s "
        "JOIN stats_points AS p ON p.challenge_id = s.challenge_id "
        "WHERE s.guild_id = $1 AND s.day >= $2 GROUP BY s.question_id, p.point "
        "ORDER BY s.question_id, p.point",
        guild_id,
        since.isoformat(),
    )
    return [
        PointStats(
            row["question_id"],
            row["prompt"],
            row["point"],
            row["answers"],
            row["had"],
            row["turned"],
        )
        for row in rows
    ]


async def looks(connection: Connection, guild_id: int, limit: int) -> list[LookStats]:
    """Return a server's newest second looks, the newest first."""
    rows = await connection.all(
        "SELECT c.number, c.question_id, l.reason, l.verdict_id, v.score, "
        "(SELECT g.score FROM verdicts AS g WHERE g.answer_id = l.answer_id "
        "AND g.id < l.verdict_id ORDER BY g.id DESC LIMIT 1) AS before FROM second_looks AS l "
        "JOIN answers AS a ON a.id = l.answer_id JOIN challenges AS c ON c.id = a.challenge_id "
        "LEFT JOIN verdicts AS v ON v.id = l.verdict_id "
        "WHERE l.guild_id = $1 AND c.void IS NULL ORDER BY l.id DESC LIMIT $2",
        guild_id,
        limit,
    )
    return [
        LookStats(
            row["number"],
            row["question_id"],
            row["reason"],
            None if row["verdict_id"] is None else row["score"] != row["before"],
        )
        for row in rows
    ]
