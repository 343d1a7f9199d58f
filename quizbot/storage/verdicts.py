"""Verdicts: added, never changed; the newest of an answer counts."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import verdict_json
from quizbot.domain.challenge import Answer
from quizbot.domain.grade import Grade
from quizbot.domain.verdict import PRESSING, Verdict
from quizbot.storage import answers
from quizbot.storage.connection import Connection, Row
from quizbot.storage.times import to_seconds

COUNTS = "v.id = (SELECT max(n.id) FROM verdicts AS n WHERE n.answer_id = v.answer_id)"
"""Holds of the verdict ``v`` that counts for its answer."""


async def add_first(
    connection: Connection,
    answer_id: int,
    challenge_id: int,
    verdict: Verdict,
    points: int,
    now: datetime,
) -> int | None:
    """Store the grader's verdict and return its id, or None when the answer has one already."""
    if await newest(connection, answer_id) is not None:
        return None
    return await add(connection, answer_id, challenge_id, verdict, points, now)


async def add(
    connection: Connection,
    answer_id: int,
    challenge_id: int,
    verdict: Verdict,
    points: int,
    now: datetime,
    *,
    decided_by: int | None = None,
    reason: str | None = None,
) -> int:
    """Store a verdict that counts from now on, and return its id."""
    new = await connection.value(
        "INSERT INTO verdicts (answer_id, challenge_id, score, points, detail, grader, "
        "decided_by, reason, decided_at, raw, flagged, trick) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        answer_id,
        challenge_id,
        verdict.score,
        points,
        verdict_json.write(verdict),
        verdict.grader,
        decided_by,
        reason,
        to_seconds(now),
        verdict.raw,
        _flagged(verdict) if decided_by is None else 0,
        int(verdict.is_trick),
    )
    return int(new)


def _flagged(verdict: Verdict) -> int:
    """Return 2 for a verdict that a person should look at soon, 1 for one to look at, else 0."""
    kinds = {flag.kind for flag in verdict.flags}
    return 2 if kinds & PRESSING else int(bool(kinds))


async def newest(connection: Connection, answer_id: int) -> Grade | None:
    """Return the grade that counts for an answer."""
    row = await connection.one(
        "SELECT * FROM verdicts WHERE answer_id = $1 ORDER BY id DESC LIMIT 1", answer_id
    )
    return _grade(row) if row else None


async def answer_of(connection: Connection, verdict_id: int) -> int | None:
    """Return the id of the answer that a verdict is about."""
    answer_id = await connection.value("SELECT answer_id FROM verdicts WHERE id = $1", verdict_id)
    return None if answer_id is None else int(answer_id)


async def history(connection: Connection, answer_id: int) -> list[Grade]:
    """Return every grade that an answer had, the first one first."""
    rows = await connection.all(
        "SELECT * FROM verdicts WHERE answer_id = $1 ORDER BY id", answer_id
    )
    return [_grade(row) for row in rows]


async def of_challenge(connection: Connection, challenge_id: int) -> dict[int, tuple[Verdict, int]]:
    """Return, by answer id, the verdicts that count for a challenge, and their points."""
    return {
        answer_id: (grade.verdict, grade.points)
        for answer_id, grade in (await grades(connection, challenge_id)).items()
    }


async def page(
    connection: Connection, challenge_id: int, after: int, limit: int
) -> list[tuple[Answer, Verdict | None, int]]:
    """Return answers of members ``after`` that one, with the verdict that counts, if any."""
    rows = await connection.all(
        "SELECT a.*, v.detail, v.points FROM answers AS a "
        f"LEFT JOIN verdicts AS v ON v.answer_id = a.id AND {COUNTS} "
        "WHERE a.challenge_id = $1 AND a.user_id > $2 ORDER BY a.user_id LIMIT $3",
        challenge_id,
        after,
        limit,
    )
    return [(answers.read(row), *_judged(row)) for row in rows]


async def without_points(
    connection: Connection, challenge_id: int, after: int, limit: int
) -> list[tuple[int, int, int]]:
    """Return member, verdict and points of answers for which the ledger has no line yet.

    They are those of members ``after`` that one, by the verdict that counts.
    """
    rows = await connection.all(
        "SELECT a.user_id, v.id, v.points FROM answers AS a "
        f"JOIN verdicts AS v ON v.answer_id = a.id AND {COUNTS} "
        "WHERE a.challenge_id = $1 AND a.user_id > $2 AND NOT EXISTS (SELECT 1 FROM ledger AS l "
        "WHERE l.challenge_id = a.challenge_id AND l.user_id = a.user_id) "
        "ORDER BY a.user_id LIMIT $3",
        challenge_id,
        after,
        limit,
    )
    return [(row["user_id"], row["id"], row["points"]) for row in rows]


def _judged(row: Row) -> tuple[Verdict | None, int]:
    if row["detail"] is None:
        return None, 0
    return verdict_json.read(row["detail"]), row["points"]


async def grades(connection: Connection, challenge_id: int) -> dict[int, Grade]:
    """Return, by answer id, the grades that count for a challenge."""
    rows = await connection.all(
        f"SELECT v.* FROM verdicts AS v WHERE v.challenge_id = $1 AND {COUNTS}",
        challenge_id,
    )
    return {row["answer_id"]: _grade(row) for row in rows}


_DECISIONS = (
    "FROM challenges AS c "
    "JOIN verdicts AS v ON v.challenge_id = c.id AND v.decided_by IS NOT NULL "
    "WHERE c.guild_id = $1 AND c.form = 'open' AND c.void IS NULL"
)


async def count_decisions(connection: Connection, guild_id: int) -> int:
    """Return how often moderators of a server decided on answers in the open form."""
    return int(await connection.value(f"SELECT count(*) {_DECISIONS}", guild_id))


async def decisions(
    connection: Connection, guild_id: int, grader: str, limit: int
) -> list[tuple[float, float]]:
    """Return pairs (a grader's estimate, the moderators' score) of a server, the newest first.

    One answer is one pair, by the decision that counts; what the grader took for a trick is left
    out.
    """
    rows = await connection.all(
        f"SELECT v.raw, v.score {_DECISIONS} AND v.grader = $2 AND v.trick = 0 AND {COUNTS} "
        "ORDER BY v.id DESC LIMIT $3",
        guild_id,
        grader,
        limit,
    )
    return [(row["raw"], row["score"]) for row in rows]


def _grade(row: Row) -> Grade:
    return Grade(
        id=row["id"],
        answer_id=row["answer_id"],
        verdict=verdict_json.read(row["detail"]),
        points=row["points"],
        decided_by=row["decided_by"],
        reason=row["reason"] or "",
    )
