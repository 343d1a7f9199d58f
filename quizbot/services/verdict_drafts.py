"""Judging answers while their challenge is open, so that the reveal does not wait for it."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Answer, State
from quizbot.domain.verdict_draft import VerdictDraft, digest
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges, verdict_drafts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

DRAFTED_AT_ONCE = 20
"""So many answers are judged by one tick."""


class VerdictDrafts:
    """Makes drafts of verdicts; nobody sees them, and no points are given."""

    def __init__(self, database: Database, grading: Verdicts) -> None:
        self._database = database
        self._grading = grading

    async def judge(self, now: datetime) -> None:
        """Judge answers that have stood unchanged for a while."""
        waiting = await verdict_drafts.due(self._database.reader, now, DRAFTED_AT_ONCE)
        for answer in waiting:
            draft = await self._draft(answer)

            async def store(
                connection: Connection, answer: Answer = answer, draft: VerdictDraft | None = draft
            ) -> None:
                if draft is None:
                    await verdict_drafts.drop(connection, [answer.id])
                else:
                    await verdict_drafts.keep(connection, answer, draft)

            await self._database.write(store)

    async def _draft(self, answer: Answer) -> VerdictDraft | None:
        challenge = await challenges.find(self._database.reader, answer.challenge_id)
        if challenge is None or challenge.state is not State.OPEN:
            return None
        question = challenge.question
        if not question.graded(challenge.form):
            return None
        taught = await self._grading.learned(challenge.guild_id, question)
        verdict = await self._grading.judge(question, challenge.form, answer.submission, taught)
        return VerdictDraft(verdict, digest(taught))
