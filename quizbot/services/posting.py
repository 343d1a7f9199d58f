"""Posting: a claimed challenge gets its message, exactly one."""

from __future__ import annotations

import logging
from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.domain.schedule import PUNCTUAL
from quizbot.errors import CannotPost, Unreachable
from quizbot.services.publisher import Publisher
from quizbot.storage import challenges, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)


class Posting:
    """Sends messages and records them.

    Where it is not known whether a message was sent, it looks into the channel first.
    """

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher

    async def post(self, challenge: Challenge, now: datetime, *, fresh: bool) -> None:
        """Post a claimed challenge.

        It is ``fresh`` if it was claimed just now and so cannot stand anywhere.
        """
        try:
            message_id = await self._place(challenge, now, fresh=fresh)
        except CannotPost as error:
            await self._keep_trying(challenge, error, now)
        else:
            await self._record(challenge, message_id, now)

    async def post_or_cancel(self, challenge: Challenge, now: datetime) -> None:
        """Post a challenge that somebody is waiting for.

        Raises:
            CannotPost: Discord refused; the challenge is cancelled.
        """
        try:
            message_id = await self._publisher.post(challenge)
        except CannotPost:
            await self._database.write(lambda c: challenges.cancel(c, challenge.id))
            raise
        await self._record(challenge, message_id, now)

    async def _place(self, challenge: Challenge, now: datetime, *, fresh: bool) -> int:
        """Return the id of the challenge's message, sent unless it stands in the channel."""
        if fresh:
            return await self._publisher.post(challenge)
        standing = await self._publisher.find_post(challenge)
        if standing is not None:
            return standing
        if challenge.too_late(now):
            raise CannotPost("It could not be posted in time.")
        late = challenge.posted_late(now, PUNCTUAL)
        if late.reveal_at != challenge.reveal_at:
            await self._database.write(lambda c: challenges.move_reveal(c, late.id, late.reveal_at))
        return await self._publisher.post(late)

    async def _record(self, challenge: Challenge, message_id: int, now: datetime) -> None:
        async def record(connection: Connection) -> None:
            await challenges.posted(connection, challenge.id, message_id, now)
            if challenge.schedule_id is not None:
                await schedules.set_problem(connection, challenge.schedule_id, None)

        await self._database.write(record)
        log.info(
            "posted challenge %s in guild %s, message %s",
            challenge.id,
            challenge.guild_id,
            message_id,
        )

    async def _keep_trying(self, challenge: Challenge, error: CannotPost, now: datetime) -> None:
        """Put a post off, or give it up when it is too late; tell the schedule's author once."""
        log.warning(
            "challenge %s in guild %s cannot be posted: %s", challenge.id, challenge.guild_id, error
        )

        async def note(connection: Connection) -> bool:
            if challenge.too_late(now):
                await challenges.cancel(connection, challenge.id)
                await schedules.miss_slot_of(connection, challenge.id, str(error))
            else:
                await challenges.put_off(connection, challenge.id, now)
            if challenge.schedule_id is None or isinstance(error, Unreachable):
                return False
            return await schedules.set_problem(connection, challenge.schedule_id, str(error))

        if await self._database.write(note):
            await self._tell_author(challenge, error)

    async def _tell_author(self, challenge: Challenge, error: CannotPost) -> None:
        schedule = await schedules.find(
            self._database.reader, challenge.guild_id, challenge.schedule_id or 0
        )
        if schedule is not None:
            await self._publisher.tell(
                schedule.created_by,
                f"The question of the day could not be posted. {error}\n"
                "-# I keep trying; /schedule list shows how it stands.",
            )
