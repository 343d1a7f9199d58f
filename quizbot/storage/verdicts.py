"""Verdicts: added, never changed; the newest of an answer counts."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import snapshot
from quizbot.domain.verdict import Verdict
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds

_NEWEST = "v.id = (SELECT max(n.id) FROM verdicts AS n WHERE n.answer_id = v.answer_id)"


async def add_first(
    connection: Connection,
    answer_id: int,
    challenge_id: int,
    verdict: Verdict,
    points: int,
    now: datetime,
) -> int | None:
    """Store the grader's verdict and return its id, or None when the answer has one already."""
    new = await connection.value(
        "INSERT INTO verdicts (answer_id, challenge_id, score, points, detail, grader, decided_at) "
        "SELECT $1, $2, $3, $4, $5, $6, $7 "
        "WHERE NOT EXISTS (SELECT 1 FROM verdicts WHERE answer_id = $1) RETURNING id",
        answer_id,
        challenge_id,
        verdict.score,
        points,
        snapshot.verdict_to_json(verdict),
        verdict.grader,
        to_seconds(now),
    )
    return None if new is None else int(new)


async def of_answer(connection: Connection, answer_id: int) -> tuple[Verdict, int] | None:
    """Return the verdict that counts for an answer, and its points."""
    row = await connection.one(
        "SELECT detail, points FROM verdicts WHERE answer_id = $1 ORDER BY id DESC LIMIT 1",
        answer_id,
    )
    return (snapshot.verdict_from_json(row["detail"]), row["points"]) if row else None


async def of_challenge(connection: Connection, challenge_id: int) -> dict[int, tuple[Verdict, int]]:
    """Return, by answer id, the verdicts that count for a challenge, and their points."""
    rows = await connection.all(
        "SELECT v.answer_id, v.detail, v.points FROM verdicts AS v "  # noqa: S608  fixed text
        f"WHERE v.challenge_id = $1 AND {_NEWEST}",
        challenge_id,
    )
    return {
        row["answer_id"]: (snapshot.verdict_from_json(row["detail"]), row["points"]) for row in rows
    }
