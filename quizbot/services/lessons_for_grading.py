"""Learning: lessons that moderators gave, and a curve fitted to their grades."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from quizbot.domain.lesson import NOTHING, Curve, Learned
from quizbot.domain.question import Question
from quizbot.grading import calibration
from quizbot.grading.grader import Grader
from quizbot.storage import lessons, verdicts
from quizbot.storage.database import Database

ENOUGH = 30
"""From so many moderators' grades on a server has a curve of its own."""
NEWEST_DECISIONS = 500
"""So many of them, the newest, make it."""


class LessonsLearned:
    """Brings together what a server adds to the grader; nothing of it crosses to another server."""

    def __init__(self, database: Database, grader: Grader) -> None:
        self._database = database
        self._grader = grader

    async def of(self, guild_id: int | None, question: Question) -> Learned:
        """Return what a server taught about a question; in private messages it is nothing."""
        if guild_id is None:
            return NOTHING
        taught = await lessons.for_grading(self._database.reader, guild_id, question.id)
        return replace(taught, curve=await self.curve(guild_id))

    async def curve(self, guild_id: int) -> Curve:
        """Return the server's own curve, or none where its moderators graded too little.

        It is fitted anew each time, which takes a few milliseconds, so that a new decision counts
        at once. Estimates of another version of the grader mean something else and are left out.
        """
        reader = self._database.reader
        if await verdicts.count_decisions(reader, guild_id) < ENOUGH:
            return ()
        version = await asyncio.to_thread(lambda: self._grader.version)
        pairs = await verdicts.decisions(reader, guild_id, version, NEWEST_DECISIONS)
        return await asyncio.to_thread(calibration.fit, pairs) if len(pairs) >= ENOUGH else ()
