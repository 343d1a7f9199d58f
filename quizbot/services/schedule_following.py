"""A question that could not be posted follows its schedule: to another channel, a later time."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import timetable
from quizbot.domain.challenge import Challenge
from quizbot.domain.schedule import Schedule
from quizbot.storage import schedules, slots
from quizbot.storage.connection import Connection


async def followed(connection: Connection, challenge: Challenge, now: datetime) -> Challenge:
    """Return a challenge of which no message stands as it is to be posted.

    It is as its schedule has it by now; where that was removed it stays as it is. Its question
    stays in any case. It has its full time to answer when it is late.
    """
    schedule = await schedules.by_id(connection, challenge.schedule_id or 0)
    if schedule is not None:
        due = await _due(connection, schedule, challenge, now)
        challenge = schedule.plan.take_along(challenge, due)
    return challenge.posted_late(now)


def coming(challenge: Challenge, schedule: Schedule, now: datetime) -> str:
    """Say what becomes of a question that is not posted."""
    number, here = challenge.number, f"<#{challenge.channel_id}>"
    if challenge.refused:
        moment = f"<t:{int(challenge.due.timestamp())}:t>" if challenge.due > now else "now"
        return f"#{number} could not be posted so far; it comes in {here} {moment}."
    there = f"<#{schedule.plan.channel_id}>"
    return (
        f"#{number} is not known to be posted; if I do not find it in {here}, it comes in {there}."
    )


async def _due(
    connection: Connection, schedule: Schedule, challenge: Challenge, now: datetime
) -> datetime:
    """Return the schedule's time on the challenge's date if it is still to come, else no later."""
    day = await slots.day_of(connection, schedule.id, challenge.id)
    rule = schedule.plan.rule
    again = timetable.moment(day, rule.at, rule.zone) if day is not None else None
    return again if again is not None and again > now else min(challenge.due, now)
