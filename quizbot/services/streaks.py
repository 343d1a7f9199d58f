"""A member's streaks: of one schedule, and the longest one in a server."""

from __future__ import annotations

from quizbot.domain.challenge import Challenge
from quizbot.domain.streak import NONE, Streak, streak
from quizbot.storage import schedules, streaks
from quizbot.storage.database import Database

FIRST_LOOK, FURTHER = 30, 20
"""So many slots are looked at first, and so many times more where the streak goes on."""


class Streaks:
    """Looks no further back than a streak goes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_challenge(self, challenge: Challenge, user_id: int) -> Streak:
        """Return a member's streak in the schedule that a challenge belongs to."""
        if challenge.schedule_id is None:
            return NONE
        return await self._of_schedule(challenge.schedule_id, user_id)

    async def longest(self, guild_id: int, user_id: int) -> Streak:
        """Return the longest of a member's streaks in the schedules that a server has now."""
        running = await schedules.of_guild(self._database.reader, guild_id)
        found = [await self._of_schedule(one.id, user_id) for one in running]
        return max(found, key=lambda one: one.length, default=NONE)

    async def _of_schedule(self, schedule_id: int, user_id: int) -> Streak:
        limit = FIRST_LOOK
        while True:
            looked_at = await streaks.answered(self._database.reader, schedule_id, user_id, limit)
            found = streak(looked_at)
            if found.ended or len(looked_at) < limit:
                return found
            limit *= FURTHER
