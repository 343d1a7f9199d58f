"""Steps that fail in a way that nobody foresaw: tried again, and told once it looks lasting."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.schedule import Schedule
from quizbot.errors import reference
from quizbot.services.schedule_problems import tell_moderators
from quizbot.storage import challenges_due, notices, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

Count = Callable[[Connection], Awaitable[int]]
"""Puts off what failed, in a transaction, and returns how many times it has failed by now."""

TOLD_AFTER = 3
"""So many failures in a row are told to the moderators, once."""
_DOING = {State.CLAIMED: "Posting", State.CLOSED: "Posting the model answer of"}


class StepFailures:
    """Logs them, and tells the moderators a reference by which they are found in the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_off(self, challenge: Challenge, error: Exception, now: datetime) -> None:
        """Put off a step of a challenge, with backoff."""
        doing = _DOING.get(challenge.state, "A step of")
        await self.note(
            challenge.guild_id,
            f"{doing} question #{challenge.number}",
            lambda c: challenges_due.failed(c, challenge.id, now),
            error,
            now,
            schedule_id=challenge.schedule_id,
        )

    async def put_off_claim(self, schedule: Schedule, error: Exception, now: datetime) -> None:
        """Put off what is due by a schedule, with backoff."""
        await self.note(
            schedule.guild_id,
            f"Choosing the question for <#{schedule.plan.channel_id}>",
            lambda c: schedules.failed(c, schedule.id, now),
            error,
            now,
            schedule_id=schedule.id,
        )

    async def note(
        self,
        guild_id: int,
        what: str,
        count: Count,
        error: Exception,
        now: datetime,
        *,
        schedule_id: int | None = None,
    ) -> None:
        """Put off ``what`` and log it; the third time the moderators are told as well."""
        name = reference()

        async def write(connection: Connection) -> int:
            times = await count(connection)
            if times == TOLD_AFTER:
                sentence = (
                    f"{what} failed {TOLD_AFTER} times, and I do not know why. I keep trying.\n"
                    f"-# Give whoever runs this bot the reference {name}; the log says more "
                    "under it."
                )
                await _tell(connection, guild_id, schedule_id, sentence, now)
            return times

        times = await self._database.write(write)
        log.error(
            "reference %s, guild %s: %s failed, time %s",
            name,
            guild_id,
            what,
            times,
            exc_info=error,
        )


async def _tell(
    connection: Connection, guild_id: int, schedule_id: int | None, sentence: str, now: datetime
) -> None:
    """Tell the moderators, and the schedule's author; without one, that of the first schedule."""
    schedule = None
    if schedule_id is not None:
        schedule = await schedules.find(connection, guild_id, schedule_id)
    if schedule is None:
        schedule = next(iter(await schedules.of_guild(connection, guild_id)), None)
    if schedule is None:
        await notices.add(connection, guild_id, sentence, now)
    else:
        await tell_moderators(connection, guild_id, schedule.created_by, sentence, now)
