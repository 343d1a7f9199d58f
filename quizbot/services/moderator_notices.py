"""What moderators are told unasked, once: slots that were missed, and questions that run short."""

from __future__ import annotations

import logging
from datetime import datetime

from quizbot.domain import slot_causes
from quizbot.domain.schedule import FEW_DAYS
from quizbot.services.notices import Notices
from quizbot.services.schedule_problems import tell_moderators
from quizbot.services.schedules import Schedules
from quizbot.storage import schedules, slots
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

MOST_AT_ONCE = 20
"""So many schedules are told of by one tick; the others wait for the next one."""


class ModeratorNotices:
    """Lets moderators be told what is noted in the database and was not told yet.

    That it is told is noted with the notice itself, so that nobody is told twice.
    """

    def __init__(self, database: Database, schedules: Schedules, sending: Notices) -> None:
        self._database = database
        self._schedules = schedules
        self._sending = sending

    async def tell(self, now: datetime) -> None:
        """Tell what is to be told, and send every notice that waits."""
        reader = self._database.reader
        for schedule_id in await slots.to_tell(reader, MOST_AT_ONCE):
            await self._tell_missed(schedule_id, now)
        for schedule_id in await schedules.short_to_tell(reader, MOST_AT_ONCE):
            await self._tell_shortage(schedule_id, now)
        await self._sending.send_due(now)

    async def _tell_missed(self, schedule_id: int, now: datetime) -> None:
        """Tell which slots were missed, unless it is the reason of the one before them still."""

        async def write(connection: Connection) -> None:
            before, news = await slots.take_news(connection, schedule_id, now)
            schedule = await schedules.by_id(connection, schedule_id)
            old = before.why if before else None
            if schedule is None or all(one.why == old for one in news):
                return
            lines = "\n".join(slot_causes.say(news))
            sentence = (
                f"Not posted in <#{schedule.plan.channel_id}>:\n{lines}\n"
                "-# The next run is as planned; /schedule list shows it. How late a question may "
                "still come is set by /schedule edit late."
            )
            await tell_moderators(connection, schedule.guild_id, schedule.created_by, sentence, now)

        await self._database.write(write)

    async def _tell_shortage(self, schedule_id: int, now: datetime) -> None:
        schedule = await schedules.by_id(self._database.reader, schedule_id)
        if schedule is None:
            await self._database.write(lambda c: schedules.take_shortage(c, schedule_id))
            return
        left, size = await self._schedules.unasked(schedule)
        sentence = (
            f"New questions for <#{schedule.plan.channel_id}> last for less than {FEW_DAYS} days: "
            f"{left} of {size} were not asked here yet. After them it begins again with the one "
            "asked longest ago.\n-# Add some with /question add, or choose more topics and levels "
            "with /schedule edit."
        )

        async def write(connection: Connection) -> None:
            if await schedules.take_shortage(connection, schedule_id):
                await tell_moderators(
                    connection, schedule.guild_id, schedule.created_by, sentence, now
                )

        await self._database.write(write)
        log.info("told that schedule %s runs short of questions", schedule_id)
