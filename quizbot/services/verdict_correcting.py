"""Correcting a grade: a new verdict counts, and the difference goes to the ledger."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import scoring
from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.verdict import GOT_IT_FROM, Verdict
from quizbot.storage import ledger, review_cards, verdicts
from quizbot.storage.connection import Connection


async def correct(
    connection: Connection,
    challenge: Challenge,
    answer: Answer,
    verdict: Verdict,
    now: datetime,
    *,
    act: str,
    decided_by: int | None = None,
    reason: str | None = None,
) -> int:
    """Add the verdict that counts from now on, in the transaction of whatever decided it.

    Returns its id. The ledger gets a line for the difference alone, and the boards with it; ``act``
    is the line's reason. A review card that only the miss had made is dropped where it was none.
    """
    earned = scoring.points(verdict.score, challenge.question.level)
    new = await verdicts.add(
        connection,
        answer.id,
        challenge.id,
        verdict,
        earned,
        now,
        decided_by=decided_by,
        reason=reason,
    )
    await ledger.correct(
        connection,
        challenge.id,
        answer.user_id,
        earned,
        act,
        now,
        verdict_id=new,
        author_id=decided_by,
    )
    if verdict.score >= GOT_IT_FROM:
        await review_cards.drop_unmissed(connection, challenge.id, answer.user_id)
    return new
