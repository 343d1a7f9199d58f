"""A server's checkup: what its moderators should know before the day comes."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from quizbot.domain import timetable
from quizbot.domain.doctor import Finding, fine, note, say_size, wrong
from quizbot.domain.schedule import FEW_DAYS
from quizbot.services.queue import Queue
from quizbot.services.schedules import Listed, Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage import doctor, suggest
from quizbot.storage.database import Database

LAST_WEEK = timedelta(days=7)


class Doctor:
    """Looks at schedules, questions, queue, suggestions, database and version of one server."""

    def __init__(
        self,
        database: Database,
        schedules: Schedules,
        queue: Queue,
        grading: Verdicts,
        version: str,
    ) -> None:
        self._database = database
        self._schedules = schedules
        self._queue = queue
        self._grading = grading
        self._version = version

    async def look(self, guild_id: int, now: datetime) -> list[Finding]:
        """Return the findings; what only Discord knows is added by the caller."""
        listed = await self._schedules.listed(guild_id, now)
        if not listed:
            found = [wrong("No schedule is planned.", "/setup makes a daily question.")]
        else:
            found = [finding for one in listed for finding in _of_schedule(one, now)]
        return [
            *found,
            *await self._missed(guild_id, now),
            *await self._waiting(guild_id),
            await self._grader(),
            *await self._machine(now),
        ]

    async def _missed(self, guild_id: int, now: datetime) -> list[Finding]:
        missed = await doctor.missed(self._database.reader, guild_id, now - LAST_WEEK)
        if not missed:
            return [fine("Nothing was missed in the last 7 days.")]
        return [
            note(
                f"Schedule {schedule_id} missed {one.day}: {one.why}",
                "What was missed is not made up for.",
            )
            for schedule_id, one in missed[:5]
        ]

    async def _waiting(self, guild_id: int) -> list[Finding]:
        found = []
        waiting = len(await suggest.waiting(self._database.reader, guild_id))
        if waiting:
            found.append(
                note(f"Suggestions that wait: {waiting}.", "/question suggestions shows them.")
            )
        stuck = [entry for entry in await self._queue.listed(guild_id) if entry.run is None]
        if stuck:
            found.append(
                note(f"Queued questions that no run takes: {len(stuck)}.", "/queue list says why.")
            )
        return found

    async def _grader(self) -> Finding:
        version, lack = await self._grading.state()
        if lack:
            return note(f"The grader is not whole and makes do with {version}.", lack)
        return fine(f"The grader is {version}, whole.")

    async def _machine(self, now: datetime) -> list[Finding]:
        reader = self._database.reader
        size = say_size(await doctor.size(reader))
        return [fine(f"Version {self._version}, database {size}.")]


def _of_schedule(listed: Listed, now: datetime) -> list[Finding]:
    schedule = listed.schedule
    name = f"Schedule {schedule.id} in <#{schedule.plan.channel_id}>"
    if schedule.problem:
        found = [wrong(f"{name} cannot post: {schedule.problem}", "Mend that; I keep trying.")]
    elif schedule.paused:
        found = [note(f"{name} is paused.", f"/schedule resume schedule:{schedule.id} resumes it.")]
    elif schedule.next_at is None:
        found = [wrong(f"{name} is not planned.", "/schedule edit gives it a time.")]
    else:
        found = [fine(f"{name} posts next <t:{int(schedule.next_at.timestamp())}:F>.")]
    return [*found, _left(listed, name, now)]


def _left(listed: Listed, name: str, now: datetime) -> Finding:
    """Return for how many days a schedule has questions never asked here.

    Schedules that share topics share these questions too, so it is at most that long.
    """
    if not listed.size:
        return wrong(
            f"{name} has no question any more.",
            "Widen it with /schedule edit, or /question restore and /question add.",
        )
    runs = timetable.slots(listed.schedule.plan.rule, now)
    end = next(itertools.islice(runs, listed.unasked, None)).due
    days = (end - now).days
    told = f"{name}: {listed.unasked} of {listed.size} questions not asked yet"
    if days >= FEW_DAYS:
        return fine(f"{told}, for {days} days.")
    return note(
        f"{told}, for {days} days; then the least recently asked come again.",
        "/question add makes more, /schedule edit adds topics.",
    )
