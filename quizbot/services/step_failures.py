"""Steps that fail in a way that nobody foresaw: tried again, and told once it looks lasting."""

from __future__ import annotations

import logging
from datetime import datetime

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.schedule import Schedule
from quizbot.errors import CannotPost, reference
from quizbot.services.publisher import Publisher
from quizbot.services.review_channel import ReviewChannel
from quizbot.storage import challenges_due, guilds, schedules
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

TOLD_AFTER = 3
"""So many failures in a row are told to a moderator, once."""
_DOING = {State.CLAIMED: "Posting", State.CLOSED: "Posting the model answer of"}


class StepFailures:
    """Logs them, and tells a moderator a reference by which they are found in the log."""

    def __init__(self, database: Database, publisher: Publisher, review: ReviewChannel) -> None:
        self._database = database
        self._publisher = publisher
        self._review = review

    async def put_off(self, challenge: Challenge, error: Exception, now: datetime) -> None:
        """Put off a step of a challenge, with backoff."""
        count = await self._database.write(
            lambda c: challenges_due.failed(c, challenge.id, now),
        )
        doing = _DOING.get(challenge.state, "A step of")
        await self.note(
            challenge.guild_id,
            f"{doing} question #{challenge.number}",
            count,
            error,
            schedule_id=challenge.schedule_id,
        )

    async def put_off_claim(self, schedule: Schedule, error: Exception, now: datetime) -> None:
        """Put off what is due by a schedule, with backoff."""
        count = await self._database.write(lambda c: schedules.failed(c, schedule.id, now))
        what = f"Choosing the question for <#{schedule.plan.channel_id}>"
        await self.note(schedule.guild_id, what, count, error, schedule_id=schedule.id)

    async def note(
        self,
        guild_id: int,
        what: str,
        count: int,
        error: Exception,
        *,
        schedule_id: int | None = None,
    ) -> None:
        """Log that ``what`` has failed so many times; the third time tell a moderator as well."""
        name = reference()
        log.error(
            "reference %s, guild %s: %s failed, time %s",
            name,
            guild_id,
            what,
            count,
            exc_info=error,
        )
        if count == TOLD_AFTER:
            await self._tell(
                guild_id,
                schedule_id,
                f"{what} failed {TOLD_AFTER} times, and I do not know why. I keep trying.\n"
                f"-# Give whoever runs this bot the reference {name}; the log says more under it.",
            )

    async def _tell(self, guild_id: int, schedule_id: int | None, sentence: str) -> None:
        """Tell the review channel, or else the schedule's author."""
        reader = self._database.reader
        channel_id = (await guilds.find(reader, guild_id)).review_channel_id
        if channel_id is not None:
            try:
                await self._review.tell(guild_id, channel_id, sentence)
                return
            except CannotPost as error:
                log.info("the review channel of guild %s was not told: %s", guild_id, error)
        schedule = await schedules.by_id(reader, schedule_id) if schedule_id is not None else None
        if schedule is None:
            schedule = next(iter(await schedules.of_guild(reader, guild_id)), None)
        if schedule is not None:
            await self._publisher.tell(schedule.created_by, sentence)
