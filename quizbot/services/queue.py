"""The moderators' queue: what is asked before all else, in their order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizbot.domain import timetable
from quizbot.domain.question import Question
from quizbot.domain.question_search import find
from quizbot.domain.queue import LONGEST_QUEUE, ComingRun, forecast
from quizbot.domain.schedule import LONGEST_REVEAL, Schedule
from quizbot.errors import NotFound, Refusal
from quizbot.services.question_askable import asked_until
from quizbot.services.questions import Questions
from quizbot.storage import audit, question_retired, queue, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_RUNS_OPEN = LONGEST_REVEAL.days + 1
"""So many daily runs may pass before a question that is open may be asked again."""
_NOT_QUEUED = "{} is not in the queue. /queue list shows what is."


@dataclass(frozen=True, slots=True)
class Queued:
    """A queued question with its place from 1, and the run that takes it, if one does."""

    place: int
    question: Question
    run: ComingRun | None
    retired: bool


class Queue:
    """Adds, lists, moves and removes, each change with a line in the audit list."""

    def __init__(self, database: Database, bank: Questions) -> None:
        self._database = database
        self._bank = bank

    async def add(self, guild_id: int, question_id: str, actor_id: int, now: datetime) -> Queued:
        """Put a question at the end of the queue.

        Raises:
            NotFound: there is no such question.
            Refusal: it is queued or retired already, or the queue is full.
        """
        question = await self._bank.get(guild_id, question_id)

        async def write(connection: Connection) -> None:
            if question.id in await question_retired.ids(connection, guild_id):
                raise Refusal(
                    f"{question.id} is retired here, so it cannot be asked. "
                    f"/question restore question:{question.id} brings it back."
                )
            if len(await queue.ids(connection, guild_id)) >= LONGEST_QUEUE:
                raise Refusal(
                    f"The queue holds {LONGEST_QUEUE}. Remove one with /queue remove first."
                )
            if not await queue.add(connection, guild_id, question.id, actor_id, now):
                raise Refusal(
                    f"{question.id} is in the queue already. /queue move gives it another place."
                )
            await audit.add(connection, guild_id, actor_id, "queue add", question.id, now)

        await self._database.write(write)
        queued = await self.get(guild_id, question.id)
        return queued or Queued(0, question, None, retired=False)

    async def listed(self, guild_id: int) -> list[Queued]:
        """Return the queue in its order."""
        reader = self._database.reader
        ids = await queue.ids(reader, guild_id)
        retired = await question_retired.ids(reader, guild_id)
        known = [
            (i, found)
            for i, id_ in enumerate(ids, 1)
            if (found := await self._bank.known(guild_id, id_))
        ]
        asked = [question for _, question in known if question.id not in retired]
        planned = await schedules.of_guild(reader, guild_id)
        open_until = await asked_until(reader, guild_id)
        wait = MOST_RUNS_OPEN if any(question.id in open_until for question in asked) else 0
        runs = forecast(asked, _coming(planned, len(asked) + wait), open_until)
        return [
            Queued(place, question, runs.get(question.id), question.id in retired)
            for place, question in known
        ]

    async def get(self, guild_id: int, question_id: str) -> Queued | None:
        """Return a queued question; None when it is not in the queue."""
        listed = await self.listed(guild_id)
        return next((entry for entry in listed if entry.question.id == question_id), None)

    async def search(self, guild_id: int, text: str) -> list[Question]:
        """Return the queued questions that match the words of ``text``, for a completion."""
        return find(text, [entry.question for entry in await self.listed(guild_id)], 25)

    async def move(
        self, guild_id: int, question_id: str, place: int, actor_id: int, now: datetime
    ) -> list[Queued]:
        """Give a queued question another place, from 1, and return the new order.

        Raises:
            NotFound: it is not in the queue.
        """
        wanted = question_id.strip()

        async def write(connection: Connection) -> None:
            order = await queue.ids(connection, guild_id)
            if wanted not in order:
                raise NotFound(_NOT_QUEUED.format(wanted[:60]))
            order.remove(wanted)
            order.insert(place - 1, wanted)
            await queue.arrange(connection, guild_id, order)
            await audit.add(connection, guild_id, actor_id, "queue move", wanted, now)

        await self._database.write(write)
        return await self.listed(guild_id)

    async def remove(
        self, guild_id: int, question_id: str, actor_id: int, now: datetime
    ) -> list[Queued]:
        """Take a question out of the queue and return what is left.

        Raises:
            NotFound: it is not in the queue, or was asked in between.
        """
        wanted = question_id.strip()

        async def write(connection: Connection) -> None:
            if not await queue.remove(connection, guild_id, wanted):
                raise NotFound(_NOT_QUEUED.format(wanted[:60]))
            await audit.add(connection, guild_id, actor_id, "queue remove", wanted, now)

        await self._database.write(write)
        return await self.listed(guild_id)


def _coming(planned: list[Schedule], count: int) -> Iterator[ComingRun]:
    """Yield the next ``count`` runs of each schedule that is not paused."""
    for schedule in planned:
        if schedule.paused or schedule.next_at is None:
            continue
        plan = schedule.plan
        later = itertools.islice(timetable.slots(plan.rule, schedule.next_at), max(count - 1, 0))
        for due in (schedule.next_at, *(slot.due for slot in later)):
            yield ComingRun(due, schedule.id, plan.channel_id, plan.form)
