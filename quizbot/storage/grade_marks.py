"""What moderators have marked of an answer and not saved yet."""

from __future__ import annotations

from quizbot.domain.grade_decision import Marks
from quizbot.domain.verdict import Coverage
from quizbot.storage.connection import Connection

_LETTERS = {
    Coverage.COVERED: "c",
    Coverage.UNSURE: "u",
    Coverage.MISSING: "m",
    Coverage.CONTRADICTED: "x",
}
_COVERAGES = {letter: coverage for coverage, letter in _LETTERS.items()}


async def find(connection: Connection, verdict_id: int, moderator_id: int) -> Marks | None:
    """Return what a moderator has marked of a verdict and not saved; None for nothing."""
    letters = await connection.value(
        "SELECT marks FROM decision_drafts WHERE verdict_id = $1 AND moderator_id = $2",
        verdict_id,
        moderator_id,
    )
    return tuple(_COVERAGES[letter] for letter in letters) if letters else None


async def put(connection: Connection, verdict_id: int, moderator_id: int, marks: Marks) -> None:
    """Keep what a moderator has marked."""
    await connection.run(
        "INSERT INTO decision_drafts (verdict_id, moderator_id, marks) VALUES ($1, $2, $3) "
        "ON CONFLICT (verdict_id, moderator_id) DO UPDATE SET marks = excluded.marks",
        verdict_id,
        moderator_id,
        "".join(_LETTERS[coverage] for coverage in marks),
    )


async def forget(connection: Connection, answer_id: int) -> None:
    """Drop what moderators have marked of an answer, since it is decided."""
    await connection.run(
        "DELETE FROM decision_drafts "
        "WHERE verdict_id IN (SELECT id FROM verdicts WHERE answer_id = $1)",
        answer_id,
    )
