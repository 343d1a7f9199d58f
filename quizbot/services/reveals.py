"""Revealing: a closed challenge is graded, then the group is told, once."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from quizbot.domain.challenge import Challenge
from quizbot.domain.guild import Boards
from quizbot.domain.reveal import Reveal, Tally
from quizbot.errors import CannotPost, ChannelGone
from quizbot.services.publisher import Publisher
from quizbot.services.schedule_problems import ScheduleProblems, clear_problem
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges, guilds, stats_sums, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

PIECE = 25
"""So many answers are read and summed up without a pause."""
GIVE_UP = timedelta(days=7)
"""After this long the points stand and the message is not tried again."""


class Reveals:
    """Grades, posts the reveal, then gives the points: nobody reads them off a board before."""

    def __init__(
        self, database: Database, grading: Verdicts, publisher: Publisher, trouble: ScheduleProblems
    ) -> None:
        self._database = database
        self._grading = grading
        self._publisher = publisher
        self._trouble = trouble

    async def reveal(self, challenge: Challenge, now: datetime, *, fresh: bool) -> None:
        """Reveal a closed challenge.

        It is ``fresh`` if it was closed just now, so that no reveal can stand yet.
        """
        await self._grading.grade_challenge(challenge, now)
        try:
            message_id: int | None = await self._place(challenge, fresh=fresh)
        except CannotPost as error:
            log.warning("the reveal of challenge %s cannot be posted: %s", challenge.id, error)
            if not isinstance(error, ChannelGone) and now - challenge.reveal_at < GIVE_UP:
                after = error.after
                await self._database.write(
                    lambda c: challenges.put_off(c, challenge.id, now, after)
                )
                await self._trouble.note(challenge, error, "model answer", now)
                return
            message_id = None
        await self._grading.give_points(challenge, now)

        async def record(connection: Connection) -> None:
            await challenges.revealed(connection, challenge.id, message_id, now)
            await stats_sums.mark(connection, challenge.id, challenge.guild_id)
            if message_id is not None:
                await clear_problem(connection, challenge)

        await self._database.write(record)
        log.info("revealed challenge %s in guild %s", challenge.id, challenge.guild_id)

    async def _place(self, challenge: Challenge, *, fresh: bool) -> int:
        standing = None if fresh else await self._publisher.find_reveal(challenge)
        if standing is not None:
            return standing
        reveal = await self._sum_up(challenge)
        guild = await guilds.find(self._database.reader, challenge.guild_id)
        if guild.boards is Boards.OFF:
            reveal = replace(reveal, top=(), tied=0)
        return await self._publisher.reveal(challenge, reveal)

    async def _sum_up(self, challenge: Challenge) -> Reveal:
        """Read the answers in pieces, so that a question which many answered holds nobody up."""
        tally = Tally(challenge)
        last = -1
        while piece := await verdicts.page(self._database.reader, challenge.id, last, PIECE):
            for answer, verdict, points in piece:
                tally.add(answer, verdict, points)
            last = piece[-1][0].user_id
        return tally.reveal()
