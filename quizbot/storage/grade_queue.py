"""The answers that wait for a moderator's decision."""

from __future__ import annotations

from quizbot.storage.connection import Connection
from quizbot.storage.verdicts import COUNTS


async def waiting(connection: Connection, guild_id: int, limit: int) -> list[int]:
    """Return the ids of the answers that wait in a server.

    Second looks come first, the longest waiting at the front; then answers that the grader flagged
    and no person has decided on: first those that seem to turn a point round, then the others, in
    each those to the newest question at the front.
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
        "SELECT v.answer_id FROM challenges AS c "
        "JOIN verdicts AS v ON v.challenge_id = c.id AND v.flagged > 0 "
        "WHERE c.guild_id = $1 AND c.state = 'revealed' AND c.void IS NULL "
        f"AND {COUNTS} ORDER BY v.flagged DESC, c.id DESC, v.answer_id LIMIT $2",
        guild_id,
        limit,
    )
    ids = [row["answer_id"] for row in (*asked, *flagged)]
    return list(dict.fromkeys(ids))[:limit]
