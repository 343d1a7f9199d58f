"""Claiming: a due slot becomes a challenge, once and for all."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from quizbot.bank.library import Library
from quizbot.domain import timetable
from quizbot.domain.picking import first_fitting, pick, select
from quizbot.domain.question import Question
from quizbot.domain.schedule import Schedule
from quizbot.domain.slot_causes import CAUSE_WORDS, Cause
from quizbot.errors import NotFound, Repeated
from quizbot.services.question_askable import askable, asked_until
from quizbot.storage import audit, challenges, guilds, queue, schedules, slots
from quizbot.storage.connection import Connection

NO_QUESTION = CAUSE_WORDS[Cause.NO_QUESTION]


class ChallengeClaiming:
    """Takes slots inside a write. ``rng`` decides between questions that are equally due."""

    def __init__(self, library: Library, rng: random.Random) -> None:
        self._library = library
        self._rng = rng

    async def claim_slots(
        self, connection: Connection, schedule: Schedule, now: datetime
    ) -> list[int]:
        """Take each slot of a schedule due by now and return the ids of the challenges made.

        A slot past the late limit is noted as missed; one that was taken before is left alone.
        """
        new: list[int] = []
        start = (schedule.next_at or now) - timedelta(seconds=1)
        for slot in timetable.slots(schedule.plan.rule, start):
            if slot.due > now:
                await schedules.set_next(connection, schedule.id, slot.due)
                break
            if await slots.claim(connection, schedule.id, slot):
                challenge_id = await self._fill(connection, schedule, slot, now)
                new += [] if challenge_id is None else [challenge_id]
        return new

    async def claim_extra(
        self,
        connection: Connection,
        guild_id: int,
        schedule_id: int,
        actor_id: int,
        now: datetime,
        *,
        apart: timedelta,
        again: int,
    ) -> int:
        """Make a challenge by a schedule's plan at once and return its id; see `Daily.post_now`."""
        schedule = await schedules.find(connection, guild_id, schedule_id)
        if schedule is None:
            raise NotFound("There is no such schedule here. /schedule list shows those there are.")
        last = await challenges.last_extra(connection, guild_id, schedule_id, now - apart)
        if apart and last not in (None, again):
            raise Repeated(
                f"Question #{last} was asked for just now, so I did not post another. "
                "Is one more meant?",
                last,
            )
        await audit.add(connection, guild_id, actor_id, "schedule post-now", str(schedule_id), now)
        new = await self.claim(connection, schedule, now, now)
        if new is None:
            raise NotFound(NO_QUESTION)
        return new

    async def _fill(
        self, connection: Connection, schedule: Schedule, slot: timetable.Slot, now: datetime
    ) -> int | None:
        if now - slot.due > schedule.plan.late_limit:
            await slots.miss(connection, schedule.id, slot.day, Cause.NOT_RUNNING)
            return None
        challenge_id = await self.claim(connection, schedule, slot.due, now)
        if challenge_id is None:
            await slots.miss(connection, schedule.id, slot.day, Cause.NO_QUESTION)
            await schedules.set_problem(connection, schedule.id, NO_QUESTION)
        else:
            await slots.fill(connection, schedule.id, slot.day, challenge_id)
        return challenge_id

    async def claim(
        self, connection: Connection, schedule: Schedule, due: datetime, now: datetime
    ) -> int | None:
        """Pick a question, store its challenge and return its id; None where no question fits."""
        asked = await challenges.last_asked(connection, schedule.guild_id)
        question = await self._next_question(connection, schedule, asked)
        if question is None:
            return None
        number = await guilds.next_number(connection, schedule.guild_id)
        return await challenges.add(connection, schedule, question, number, due, now)

    async def _next_question(
        self, connection: Connection, schedule: Schedule, asked: Mapping[str, int]
    ) -> Question | None:
        """Return the first queued question, whatever its topic; else the one whose turn it is.

        One that is being asked here waits, since its reveal would answer the second one too; it is
        asked all the same where there is no other.
        """
        guild_id, plan = schedule.guild_id, schedule.plan
        bank = await askable(connection, self._library, guild_id)
        asked_now = await asked_until(connection, guild_id)
        by_id = {question.id: question for question in bank if question.id not in asked_now}
        queued = [by_id[id_] for id_ in await queue.ids(connection, guild_id) if id_ in by_id]
        fitting = select(bank, plan.topics, plan.levels, plan.form)
        candidates = [question for question in fitting if question.id not in asked_now] or fitting
        chosen = first_fitting(queued, plan.form) or pick(candidates, asked, self._rng)
        if chosen is not None:
            left = sum(one.id not in asked and one.id != chosen.id for one in fitting)
            await schedules.note_supply(connection, schedule.id, short=plan.runs_short(left))
        return chosen
