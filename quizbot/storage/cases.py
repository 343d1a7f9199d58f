"""Cases: the answers that wait for a moderator, and what each moderator has marked of them."""

from __future__ import annotations

from quizbot.domain.decision import Marks
from quizbot.domain.verdict import Coverage
from quizbot.storage.connection import Connection
from quizbot.storage.verdicts import NEWEST

_LETTERS = {Coverage.COVERED: "c", Coverage.UNSURE: "u", Coverage.MISSING: "m"}
_COVERAGES = {letter: coverage for coverage, letter in _LETTERS.items()}


async def waiting(connection: Connection, guild_id: int, limit: int) -> list[int]:
    """Return the ids of the answers that wait in a server.

    Second looks come first, the longest waiting at the front; then answers that the grader flagged
    and no person has decided on, those to the newest question at the front.
    """
    asked = await connection.all(
        "SELECT s.answer_id FROM second_looks AS s "
        "JOIN answers AS a ON a.id = s.answer_id JOIN challenges AS c ON c.id = a.challenge_id "
        "WHERE s.guild_id = $1 AND s.verdict_id IS NULL "
        "AND c.state = 'revealed' AND c.void IS NULL ORDER BY s.id LIMIT $2",
        guild_id,
        limit,
    )
    flagged = await connection.all(
        "SELECT v.answer_id FROM challenges AS c "  # noqa: S608  fixed text
        "JOIN verdicts AS v ON v.challenge_id = c.id AND v.flagged = 1 "
        "WHERE c.guild_id = $1 AND c.state = 'revealed' AND c.void IS NULL "
        f"AND {NEWEST} ORDER BY c.id DESC, v.answer_id LIMIT $2",
        guild_id,
        limit,
    )
    ids = [row["answer_id"] for row in (*asked, *flagged)]
    return list(dict.fromkeys(ids))[:limit]


async def marks(connection: Connection, verdict_id: int, moderator_id: int) -> Marks | None:
    """Return what a moderator has marked of a verdict and not saved; None for nothing."""
    letters = await connection.value(
        "SELECT marks FROM decision_drafts WHERE verdict_id = $1 AND moderator_id = $2",
        verdict_id,
        moderator_id,
    )
    return tuple(_COVERAGES[letter] for letter in letters) if letters else None


async def mark(connection: Connection, verdict_id: int, moderator_id: int, marks: Marks) -> None:
    """Keep what a moderator has marked."""
    await connection.run(
        "INSERT INTO decision_drafts (verdict_id, moderator_id, marks) VALUES ($1, $2, $3) "
        "ON CONFLICT (verdict_id, moderator_id) DO UPDATE SET marks = excluded.marks",
        verdict_id,
        moderator_id,
        "".join(_LETTERS[coverage] for coverage in marks),
    )


async def forget_marks(connection: Connection, answer_id: int) -> None:
    """Drop what moderators have marked of an answer, since it is decided."""
    await connection.run(
        "DELETE FROM decision_drafts "
        "WHERE verdict_id IN (SELECT id FROM verdicts WHERE answer_id = $1)",
        answer_id,
    )
