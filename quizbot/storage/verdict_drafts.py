"""Drafts of verdicts: what the grader says of an answer before its challenge closes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from quizbot.domain import verdict_json
from quizbot.domain.challenge import Answer
from quizbot.domain.verdict_draft import VerdictDraft
from quizbot.storage import answers
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def want(connection: Connection, challenge_id: int, user_id: int, due: datetime) -> None:
    """Note that a member's answer is to be judged; a draft of an older version is dropped."""
    await connection.run(
        "INSERT INTO verdict_drafts (answer_id, version, due) "
        "SELECT id, version, $3 FROM answers WHERE challenge_id = $1 AND user_id = $2 "
        "ON CONFLICT (answer_id) DO UPDATE SET version = excluded.version, due = excluded.due, "
        "taught = NULL, detail = NULL "
        "WHERE verdict_drafts.version <> excluded.version",
        challenge_id,
        user_id,
        to_seconds(due),
    )


async def due(connection: Connection, now: datetime, limit: int) -> list[Answer]:
    """Return answers that have stood unchanged for long enough to be judged."""
    rows = await connection.all(
        "SELECT a.* FROM verdict_drafts AS d JOIN answers AS a ON a.id = d.answer_id "
        "WHERE d.detail IS NULL AND d.due <= $1 ORDER BY d.due LIMIT $2",
        to_seconds(now),
        limit,
    )
    return [answers.read(row) for row in rows]


async def keep(connection: Connection, answer: Answer, draft: VerdictDraft) -> None:
    """Store the draft of an answer, unless the answer was replaced meanwhile."""
    await connection.run(
        "UPDATE verdict_drafts SET taught = $1, detail = $2 WHERE answer_id = $3 AND version = $4",
        draft.taught,
        verdict_json.write(draft.verdict),
        answer.id,
        answer.version,
    )


async def find(connection: Connection, answer: Answer) -> VerdictDraft | None:
    """Return the draft of an answer as it stands now, if there is one."""
    row = await connection.one(
        "SELECT taught, detail FROM verdict_drafts "
        "WHERE answer_id = $1 AND version = $2 AND detail IS NOT NULL",
        answer.id,
        answer.version,
    )
    return VerdictDraft(verdict_json.read(row["detail"]), row["taught"]) if row else None


async def drop(connection: Connection, answer_ids: Collection[int]) -> None:
    """Drop drafts that are not needed any more."""
    for answer_id in answer_ids:
        await connection.run("DELETE FROM verdict_drafts WHERE answer_id = $1", answer_id)
