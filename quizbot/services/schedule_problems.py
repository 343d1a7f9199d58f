"""Telling moderators that a schedule cannot post, once, and that it can again."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.errors import CannotPost, Unreachable
from quizbot.storage import notices, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database


class ScheduleProblems:
    """Keeps what is wrong with a schedule where `/schedule list` shows it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, challenge: Challenge, error: CannotPost, what: str, now: datetime) -> None:
        """Note why ``what`` (the question, the model answer) cannot be posted.

        The moderators are told the first time. That Discord does not answer passes by itself and is
        not noted.
        """
        schedule_id = challenge.schedule_id
        if schedule_id is None or isinstance(error, Unreachable):
            return

        async def write(connection: Connection) -> None:
            if await schedules.set_problem(connection, schedule_id, str(error)):
                await _tell(
                    connection,
                    challenge,
                    f"The {what} of #{challenge.number} could not be posted. {error}\n"
                    "-# I keep trying; /schedule list shows how it stands.",
                    now,
                )

        await self._database.write(write)


async def note_deleted(connection: Connection, challenge: Challenge, now: datetime) -> None:
    """Let the moderators be told that somebody deleted the message of an open question."""
    number = challenge.number
    await _tell(
        connection,
        challenge,
        f"The message of question #{number} in <#{challenge.channel_id}> was deleted. "
        "Its answers are kept, and the model answer comes as planned.\n"
        f"-# /challenge repost number:{number} posts it again, "
        f"/challenge cancel number:{number} gives it up.",
        now,
    )


async def clear_problem(connection: Connection, challenge: Challenge) -> None:
    """Note, in the write that records a message, that its schedule can post."""
    if challenge.schedule_id is not None:
        await schedules.set_problem(connection, challenge.schedule_id, None)


async def tell_moderators(
    connection: Connection, guild_id: int, author_id: int, sentence: str, now: datetime
) -> None:
    """Let a schedule's author be told in private, and the moderators where they look."""
    await notices.add(connection, guild_id, sentence, now, user_id=author_id)
    await notices.add(connection, guild_id, sentence, now)


async def _tell(connection: Connection, challenge: Challenge, sentence: str, now: datetime) -> None:
    guild_id = challenge.guild_id
    schedule = await schedules.find(connection, guild_id, challenge.schedule_id or 0)
    if schedule is not None:
        await tell_moderators(connection, guild_id, schedule.created_by, sentence, now)
