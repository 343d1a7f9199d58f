"""A server's schedules: set up, add, change, pause, remove."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from quizbot.bank.library import Library, select
from quizbot.domain import timetable
from quizbot.domain.guild import Guild
from quizbot.domain.question import Question
from quizbot.domain.schedule import Plan, Schedule
from quizbot.errors import NotFound, Refusal
from quizbot.services.asking import askable
from quizbot.services.settings import note_changes
from quizbot.storage import audit, challenges, guilds, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST = 25
"""Schedules a server can have; what fits into one completion."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule as moderators see it.

    ``missed`` is day and reason of a last slot that was not posted.
    """

    schedule: Schedule
    missed: tuple[str, str] | None
    unasked: int
    size: int


class Schedules:
    """Changes schedules, each change with a line in the audit list."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def guild(self, guild_id: int) -> Guild:
        """Return a server's settings."""
        return await guilds.find(self._database.reader, guild_id)

    async def set_up(self, guild: Guild, plan: Plan, actor_id: int, now: datetime) -> Schedule:
        """Store the server's time zone and moderator role, and give it a daily question.

        One that is there gets the new plan.
        """

        async def write(connection: Connection) -> int:
            before = await guilds.find(connection, guild.id)
            chosen = replace(before, zone=guild.zone, moderator_role_id=guild.moderator_role_id)
            await guilds.save(connection, chosen)
            await note_changes(connection, before, chosen, actor_id, now)
            await audit.add(
                connection, guild.id, actor_id, "setup", f"channel {plan.channel_id}", now
            )
            existing = await schedules.of_guild(connection, guild.id)
            if existing:
                await self._change(connection, existing[0], plan, now)
                return existing[0].id
            return await schedules.add(connection, guild.id, plan, _next(plan, now), actor_id, now)

        await self._refuse_empty(guild.id, plan)
        return await self.get(guild.id, await self._database.write(write))

    async def add(self, guild_id: int, plan: Plan, actor_id: int, now: datetime) -> Schedule:
        """Add a schedule.

        Raises:
            Refusal: the server has as many as it can, or no question fits the plan.
        """

        async def write(connection: Connection) -> int:
            if len(await schedules.of_guild(connection, guild_id)) >= MOST:
                raise Refusal(
                    f"A server can have {MOST} schedules. Remove one with /schedule remove first."
                )
            await audit.add(
                connection, guild_id, actor_id, "schedule add", f"channel {plan.channel_id}", now
            )
            return await schedules.add(connection, guild_id, plan, _next(plan, now), actor_id, now)

        await self._refuse_empty(guild_id, plan)
        return await self.get(guild_id, await self._database.write(write))

    async def edit(
        self, guild_id: int, schedule_id: int, changes: dict[str, Any], actor_id: int, now: datetime
    ) -> Schedule:
        """Change parts of a schedule's plan. A day whose question was posted is not asked again.

        Raises:
            NotFound: there is no such schedule.
            Refusal: no question fits the new plan.
        """
        plan = replace((await self.get(guild_id, schedule_id)).plan, **changes)
        await self._refuse_empty(guild_id, plan)

        async def write(connection: Connection) -> None:
            schedule = _known(await schedules.find(connection, guild_id, schedule_id))
            await audit.add(connection, guild_id, actor_id, "schedule edit", str(schedule_id), now)
            await self._change(connection, schedule, replace(schedule.plan, **changes), now)

        await self._database.write(write)
        return await self.get(guild_id, schedule_id)

    async def pause(
        self, guild_id: int, schedule_id: int, actor_id: int, now: datetime
    ) -> Schedule:
        """Stop a schedule until it is resumed."""
        return await self._set_paused(guild_id, schedule_id, True, actor_id, now)

    async def resume(
        self, guild_id: int, schedule_id: int, actor_id: int, now: datetime
    ) -> Schedule:
        """Let a schedule go on with its next slot; those of the pause are not made up for."""
        return await self._set_paused(guild_id, schedule_id, False, actor_id, now)

    async def _set_paused(
        self, guild_id: int, schedule_id: int, paused: bool, actor_id: int, now: datetime
    ) -> Schedule:
        async def write(connection: Connection) -> None:
            schedule = _known(await schedules.find(connection, guild_id, schedule_id))
            act = "schedule pause" if paused else "schedule resume"
            await audit.add(connection, guild_id, actor_id, act, str(schedule_id), now)
            await schedules.set_paused(connection, schedule_id, paused)
            if not paused:
                await schedules.set_next(connection, schedule_id, _next(schedule.plan, now))

        await self._database.write(write)
        return await self.get(guild_id, schedule_id)

    async def remove(
        self, guild_id: int, schedule_id: int, actor_id: int, now: datetime
    ) -> Schedule:
        """Take a schedule out of use; what it asked stays, and an open question is still revealed.

        Raises:
            NotFound: there is no such schedule.
        """

        async def write(connection: Connection) -> Schedule:
            schedule = _known(await schedules.find(connection, guild_id, schedule_id))
            await audit.add(
                connection, guild_id, actor_id, "schedule remove", str(schedule_id), now
            )
            await schedules.remove(connection, schedule_id, now)
            return schedule

        return await self._database.write(write)

    async def get(self, guild_id: int, schedule_id: int) -> Schedule:
        """Return a schedule.

        Raises:
            NotFound: there is no such schedule.
        """
        return _known(await schedules.find(self._database.reader, guild_id, schedule_id))

    async def all(self, guild_id: int) -> list[Schedule]:
        """Return a server's schedules, oldest first."""
        return await schedules.of_guild(self._database.reader, guild_id)

    async def first(self, guild_id: int) -> int:
        """Return the id of a server's oldest schedule.

        Raises:
            NotFound: the server has none.
        """
        existing = await self.all(guild_id)
        if not existing:
            raise NotFound("There is no schedule here yet. /setup makes the first one.")
        return existing[0].id

    async def listed(self, guild_id: int) -> list[Listed]:
        """Return a server's schedules with how they stand."""
        return [
            Listed(
                schedule,
                await schedules.last_missed(self._database.reader, schedule.id),
                *await self.unasked(schedule),
            )
            for schedule in await self.all(guild_id)
        ]

    async def unasked(self, schedule: Schedule) -> tuple[int, int]:
        """Return how many of a schedule's questions were never asked here, and how many it has."""
        asked = await challenges.last_asked(self._database.reader, schedule.guild_id)
        fitting = await self.fitting(schedule.guild_id, schedule.plan)
        return sum(question.id not in asked for question in fitting), len(fitting)

    async def fitting(self, guild_id: int, plan: Plan) -> list[Question]:
        """Return the questions that a plan can ask in this server."""
        bank = await askable(self._database.reader, self._library, guild_id)
        return select(bank, plan.topics, plan.levels, plan.form)

    async def _refuse_empty(self, guild_id: int, plan: Plan) -> None:
        if not await self.fitting(guild_id, plan):
            raise Refusal(
                "No question has these topics and levels in this form. "
                "Choose more topics or levels."
            )

    async def _change(
        self, connection: Connection, schedule: Schedule, plan: Plan, now: datetime
    ) -> None:
        await schedules.change(connection, schedule.id, plan, _next(plan, now))


def next_runs(plan: Plan, now: datetime, count: int = 3) -> list[datetime]:
    """Return the next moments at which a plan posts."""
    return [slot.due for slot in itertools.islice(timetable.slots(plan.rule, now), count)]


def _next(plan: Plan, now: datetime) -> datetime:
    return timetable.next_slot(plan.rule, now).due


def _known(schedule: Schedule | None) -> Schedule:
    if schedule is None:
        raise NotFound("There is no such schedule here. /schedule list shows those there are.")
    return schedule
