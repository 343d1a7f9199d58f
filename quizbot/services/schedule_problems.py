"""Telling moderators that a schedule cannot post, once, and that it can again."""

from __future__ import annotations

import logging

from quizbot.domain.challenge import Challenge
from quizbot.errors import CannotPost, Unreachable
from quizbot.services.publisher import Publisher
from quizbot.storage import schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)


class ScheduleProblems:
    """Keeps what is wrong with a schedule where `/schedule list` shows it."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher

    async def note(self, challenge: Challenge, error: CannotPost, what: str) -> None:
        """Note why ``what`` (the question, the model answer) cannot be posted.

        The schedule's author is told the first time. That Discord does not answer passes by itself
        and is not noted.
        """
        schedule_id = challenge.schedule_id
        if schedule_id is None or isinstance(error, Unreachable):
            return
        is_news = await self._database.write(
            lambda c: schedules.set_problem(c, schedule_id, str(error))
        )
        if is_news:
            await self._tell_author(
                challenge,
                f"The {what} of #{challenge.number} could not be posted. {error}\n"
                "-# I keep trying; /schedule list shows how it stands.",
            )

    async def tell_deleted(self, challenge: Challenge) -> None:
        """Tell the schedule's author that somebody deleted the message of an open question."""
        number = challenge.number
        await self._tell_author(
            challenge,
            f"The message of question #{number} in <#{challenge.channel_id}> was deleted. "
            "Its answers are kept, and the model answer comes as planned.\n"
            f"-# /challenge repost number:{number} posts it again, "
            f"/challenge cancel number:{number} gives it up.",
        )

    async def _tell_author(self, challenge: Challenge, sentence: str) -> None:
        schedule = await schedules.find(
            self._database.reader, challenge.guild_id, challenge.schedule_id or 0
        )
        if schedule is not None:
            await self._publisher.tell(schedule.created_by, sentence)


async def clear_problem(connection: Connection, challenge: Challenge) -> None:
    """Note, in the write that records a message, that its schedule can post."""
    if challenge.schedule_id is not None:
        await schedules.set_problem(connection, challenge.schedule_id, None)
