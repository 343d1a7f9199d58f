"""A server's schedules: set up, add, change, pause, remove."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from quizbot.bank.library import Library
from quizbot.domain import timetable
from quizbot.domain.audit import SAME_AGAIN
from quizbot.domain.guild import Guild
from quizbot.domain.picking import select
from quizbot.domain.question import Question
from quizbot.domain.schedule import MOST_SCHEDULES, Plan, Schedule
from quizbot.domain.slot_causes import CAUSE_WORDS, SHOWN_FOR, Cause, Missed
from quizbot.errors import NotFound, Refusal, Repeated
from quizbot.services.question_askable import askable
from quizbot.services.schedule_following import coming, followed
from quizbot.services.settings import note_changes
from quizbot.storage import audit, challenges, challenges_unposted, guilds, schedules, slots
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_JUST_NOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule as moderators see it; ``missed`` are the slots that were not posted lately."""

    schedule: Schedule
    missed: tuple[Missed, ...]
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

    async def add(
        self, guild_id: int, plan: Plan, actor_id: int, now: datetime, *, again: int = 0
    ) -> Schedule:
        """Add a schedule; ``again`` is the one that is known to have the same plan.

        Raises:
            Refusal: the server has as many as it can, or no question fits the plan.
            Repeated: this moderator has just added the same; it is another one than ``again``.
        """

        async def write(connection: Connection) -> int:
            made = await schedules.just_made(connection, guild_id, plan, actor_id, now - SAME_AGAIN)
            if made not in (None, again):
                raise Repeated(
                    f"You made schedule {made} with the same plan just now, so I did not add "
                    "another. Is one more meant?",
                    made,
                )
            if len(await schedules.of_guild(connection, guild_id)) >= MOST_SCHEDULES:
                raise Refusal(
                    f"A server can have {MOST_SCHEDULES} schedules. "
                    "Remove one with /schedule remove first."
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
        """Change parts of a schedule's plan; `remarks` tells what it means for today.

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
            if schedule.paused and not paused:
                following = await _following(connection, schedule, schedule.plan, now)
                await schedules.set_next(connection, schedule_id, following.due)

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

    async def listed(self, guild_id: int, now: datetime) -> list[Listed]:
        """Return a server's schedules with how they stand, and what was missed in two weeks."""
        reader = self._database.reader
        return [
            Listed(
                schedule,
                tuple(await slots.missed_since(reader, schedule.id, now - SHOWN_FOR)),
                *await self.unasked(schedule),
            )
            for schedule in await self.all(guild_id)
        ]

    async def remarks(self, schedule: Schedule, now: datetime) -> list[str]:
        """Say which dates of a schedule are not asked (again) although their time is yet to come.

        A date is asked once, and dates go forward only. What is not posted yet is named too.
        """
        reader = self._database.reader
        passed = await slots.passed_over(reader, schedule.id, Cause.MOVED, now - _JUST_NOW)
        said = [f"{day} is not asked: {CAUSE_WORDS[Cause.MOVED]}." for day in passed]
        last = await slots.last_day(reader, schedule.id)
        again = timetable.next_slot(schedule.plan.rule, now).day
        waiting = await challenges_unposted.not_posted(reader, schedule.guild_id, schedule.id)
        if last is not None and again <= last and not waiting:
            said.append(f"{again} had its turn; a date is asked once, and dates go forward.")
        return said + [coming(one, schedule, now) for one in waiting if not one.too_late(now)]

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
        """Give a schedule another plan.

        What is due stays due while days, time and zone stay. Otherwise the schedule goes on with
        the first slot of the new plan that is still to come and of a later date than all that were
        claimed; a date that this leaves out, since its new time has passed, is noted as missed.
        What was claimed and stands nowhere follows the plan.
        """
        await self._give_plan(connection, schedule, plan, now)
        for challenge in await challenges_unposted.not_posted(
            connection, schedule.guild_id, schedule.id
        ):
            if challenge.refused:
                moved = await followed(connection, challenge, now)
                await challenges_unposted.follow(connection, moved, waits=True)

    async def _give_plan(
        self, connection: Connection, schedule: Schedule, plan: Plan, now: datetime
    ) -> None:
        if plan.rule == schedule.plan.rule and schedule.next_at is not None:
            await schedules.change(connection, schedule.id, plan, schedule.next_at)
            return
        following = await _following(connection, schedule, plan, now)
        if not schedule.paused and schedule.next_at is not None:
            old, new = schedule.plan.rule, plan.rule
            for slot in timetable.passed_over(old, schedule.next_at, new, following):
                await slots.pass_over(connection, schedule.id, slot, Cause.MOVED, now)
        await schedules.change(connection, schedule.id, plan, following.due)


def next_runs(schedule: Schedule, now: datetime, count: int = 3) -> list[datetime]:
    """Return the next moments at which a schedule posts."""
    start = max(now, (schedule.next_at or now) - timedelta(seconds=1))
    coming = timetable.slots(schedule.plan.rule, start)
    return [slot.due for slot in itertools.islice(coming, count)]


def _next(plan: Plan, now: datetime) -> datetime:
    return timetable.next_slot(plan.rule, now).due


async def _following(
    connection: Connection, schedule: Schedule, plan: Plan, now: datetime
) -> timetable.Slot:
    last = await slots.last_day(connection, schedule.id)
    return timetable.next_slot(plan.rule, now, last)


def _known(schedule: Schedule | None) -> Schedule:
    if schedule is None:
        raise NotFound("There is no such schedule here. /schedule list shows those there are.")
    return schedule
