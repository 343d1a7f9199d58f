"""Posting: a claimed challenge gets its message, exactly one."""

from __future__ import annotations

import logging
from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.errors import CannotPost, ChannelGone, Unreachable
from quizbot.services.publisher import Publisher
from quizbot.services.schedule_following import followed
from quizbot.services.schedule_problems import ScheduleProblems, clear_problem
from quizbot.storage import challenges, challenges_unposted, queue, slots
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

IN_TIME = "It could not be posted in time."


class ChallengePosting:
    """Sends messages and records them.

    Posting is idempotent: where it is not known whether a message was sent, it looks into the
    channel first, and a retry carries the same nonce.
    """

    def __init__(self, database: Database, publisher: Publisher, trouble: ScheduleProblems) -> None:
        self._database = database
        self._publisher = publisher
        self._trouble = trouble

    async def post(self, challenge: Challenge, now: datetime, *, fresh: bool) -> None:
        """Post a claimed challenge.

        It is ``fresh`` if it was claimed just now and so cannot stand anywhere.
        """
        try:
            message_id = await self._place(challenge, now, fresh=fresh)
        except CannotPost as error:
            await self._keep_trying(challenge, error, now)
        else:
            if message_id is not None:
                await self._record(challenge, message_id, now)

    async def post_or_cancel(self, challenge: Challenge, now: datetime) -> None:
        """Post a challenge that somebody is waiting for.

        Raises:
            Unreachable: it is not known whether it was posted; that is found out later.
            CannotPost: Discord refused; the challenge is cancelled.
        """
        try:
            message_id = await self._publisher.post(challenge)
        except Unreachable as error:
            after = error.after
            await self._database.write(lambda c: challenges.put_off(c, challenge.id, now, after))
            raise
        except CannotPost:
            await self._database.write(lambda c: challenges.cancel(c, challenge.id, now))
            raise
        await self._record(challenge, message_id, now)

    async def _place(self, challenge: Challenge, now: datetime, *, fresh: bool) -> int | None:
        """Return the id of the challenge's message, sent unless it stands in the channel.

        It is None where the schedule has a later time by now.
        """
        if fresh:
            return await self._send(challenge)
        obstacle = CannotPost(IN_TIME)
        try:
            standing = await self._publisher.find_post(challenge)
        except CannotPost as error:
            if not _stands_nowhere(challenge, error):
                raise
            standing, obstacle = None, error
        if standing is not None:
            return standing
        challenge = await self._database.write(lambda c: _follow(c, challenge, now))
        if challenge.too_late(now):
            raise obstacle
        return await self._send(challenge) if challenge.due <= now else None

    async def _send(self, challenge: Challenge) -> int:
        try:
            return await self._publisher.post(challenge)
        except Unreachable:
            raise
        except CannotPost:
            await self._database.write(lambda c: challenges_unposted.note_refused(c, challenge.id))
            raise

    async def _record(self, challenge: Challenge, message_id: int, now: datetime) -> None:
        async def record(connection: Connection) -> None:
            await challenges.posted(connection, challenge.id, message_id, now)
            await queue.remove(connection, challenge.guild_id, challenge.question.id)
            await clear_problem(connection, challenge)

        await self._database.write(record)
        log.info(
            "posted challenge %s in guild %s, message %s",
            challenge.id,
            challenge.guild_id,
            message_id,
        )

    async def _keep_trying(self, challenge: Challenge, error: CannotPost, now: datetime) -> None:
        """Retry a post later, with backoff, or give it up when it is too late."""
        log.warning(
            "challenge %s in guild %s cannot be posted: %s", challenge.id, challenge.guild_id, error
        )
        current = await challenges.find(self._database.reader, challenge.id)
        if current is not None and not current.too_late(now):  # its late limit may have followed
            after = error.after
            await self._database.write(lambda c: challenges.put_off(c, challenge.id, now, after))
            await self._trouble.note(challenge, error, "question", now)
            return

        async def give_up(connection: Connection) -> None:
            await challenges.cancel(connection, challenge.id, now)
            await slots.refuse(connection, challenge.id, str(error))

        await self._database.write(give_up)


def _stands_nowhere(challenge: Challenge, error: CannotPost) -> bool:
    """Tell whether there is no message in a channel that cannot be looked into."""
    if isinstance(error, Unreachable):
        return False
    return isinstance(error, ChannelGone) or challenge.refused


async def _follow(connection: Connection, challenge: Challenge, now: datetime) -> Challenge:
    """Store where and when a challenge is posted before it is, so that it is looked for there."""
    found = await followed(connection, challenge, now)
    await challenges_unposted.follow(connection, found, waits=found.due > now)
    return found
