"""Correcting a grade: a new verdict counts, and the difference goes to the ledger."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from quizbot.domain import review, scoring
from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.grade import Grade
from quizbot.domain.verdict import GOT_IT_FROM, Verdict
from quizbot.storage import guilds, ledger, review_cards, stats_sums, verdicts
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
    is the line's reason. The review card of a missed answer follows.
    """
    before = await verdicts.newest(connection, answer.id)
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
    await stats_sums.mark(connection, challenge.id, challenge.guild_id)
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
    await _correct_card(connection, challenge, answer, verdict, before, now)
    return new


async def _correct_card(
    connection: Connection,
    challenge: Challenge,
    answer: Answer,
    verdict: Verdict,
    before: Grade | None,
    now: datetime,
) -> None:
    """Drop the review card of what turns out to be no miss, or make that of what is one now."""
    member = answer.user_id
    if verdict.score >= GOT_IT_FROM:
        await review_cards.drop_unmissed(connection, challenge.id, member)
    elif before is not None and before.verdict.score >= GOT_IT_FROM:
        zone = ZoneInfo((await guilds.find(connection, challenge.guild_id)).zone)
        due = review.tomorrow(now, zone)
        await review_cards.add_missed(connection, challenge.id, (member, member), due, now)
