"""Practice runs, kept so that they go on after a restart, and what was answered in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form
from quizbot.domain.quiz import Run, RunState
from quizbot.storage import answers
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def start(
    connection: Connection,
    user_id: int,
    guild_id: int | None,
    form: Form,
    questions: Sequence[str],
    now: datetime,
) -> int:
    """Store a new run and return its id."""
    new = await connection.value(
        "INSERT INTO practice_runs (user_id, guild_id, form, questions, state, started_at) "
        "VALUES ($1, $2, $3, $4, 'going', $5) RETURNING id",
        user_id,
        guild_id,
        form,
        json.dumps(list(questions)),
        to_seconds(now),
    )
    return int(new)


async def find(connection: Connection, run_id: int) -> Run | None:
    """Return a run by id."""
    row = await connection.one("SELECT * FROM practice_runs WHERE id = $1", run_id)
    if row is None:
        return None
    ids = tuple(json.loads(row["questions"]))
    return Run(
        row["id"],
        row["user_id"],
        row["guild_id"],
        Form(row["form"]),
        ids,
        row["position"],
        RunState(row["state"]),
    )


async def move(connection: Connection, run_id: int, position: int) -> bool:
    """Go on from ``position`` to the next question; False when the run had left it already."""
    moved = await connection.value(
        "UPDATE practice_runs SET position = $2 + 1 "
        "WHERE id = $1 AND position = $2 AND state = 'going' RETURNING id",
        run_id,
        position,
    )
    return moved is not None


async def end(connection: Connection, run_id: int) -> None:
    """End a run."""
    await connection.run("UPDATE practice_runs SET state = 'ended' WHERE id = $1", run_id)


async def answered(
    connection: Connection,
    run: Run,
    position: int,
    submission: Submission,
    score: float | None,
    now: datetime,
    *,
    held: bool,
) -> bool:
    """Store what was answered at a position; ``score`` is None where nothing is graded.

    It is ``held`` where the member is not told the score yet. Returns False when it has an answer.
    """
    new = await connection.value(
        "INSERT INTO practice_answers "
        "(run_id, position, user_id, question_id, text, picks, score, answered_at, held) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (run_id, position) DO NOTHING RETURNING run_id",
        run.id,
        position,
        run.user_id,
        run.questions[position],
        submission.text,
        answers.picks_text(submission.picks),
        score,
        to_seconds(now),
        int(held),
    )
    return new is not None


async def given(connection: Connection, run_id: int, position: int) -> Submission | None:
    """Return what was answered at a position of a run; None where nothing was."""
    row = await connection.one(
        "SELECT text, picks FROM practice_answers WHERE run_id = $1 AND position = $2",
        run_id,
        position,
    )
    return Submission(row["text"], answers.read_picks(row["picks"])) if row else None


async def scores(connection: Connection, run_id: int) -> list[tuple[str, float, bool]]:
    """Return question ids and scores (0..1) of a run so far, and which of them were held back."""
    rows = await connection.all(
        "SELECT question_id, score, held FROM practice_answers "
        "WHERE run_id = $1 AND score IS NOT NULL ORDER BY position",
        run_id,
    )
    return [(row["question_id"], row["score"], bool(row["held"])) for row in rows]


async def best_scores(connection: Connection, user_id: int) -> dict[str, float]:
    """Return a member's best practice score by question id; one that is not graded has a half."""
    rows = await connection.all(
        "SELECT question_id, max(coalesce(score, 0.5)) AS best FROM practice_answers "
        "WHERE user_id = $1 GROUP BY question_id",
        user_id,
    )
    return {row["question_id"]: row["best"] for row in rows}
