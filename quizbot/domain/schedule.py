"""A server's rule: post in this channel at this time on these days from these topics and levels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizbot.domain.challenge import Challenge, punctual
from quizbot.domain.question import Form, Level
from quizbot.domain.timetable import ALL_DAYS, Rule

REVEAL_AFTER = timedelta(hours=12)
SHORTEST_REVEAL, LONGEST_REVEAL = timedelta(minutes=10), timedelta(days=7)
LATE_LIMIT = timedelta(hours=6)
SHORTEST_LATE, LONGEST_LATE = timedelta(minutes=10), timedelta(days=1)

FEW_DAYS = 7
"""With new questions for fewer days than this left, moderators are told."""

MOST_SCHEDULES = 25
"""Schedules a server can have; what fits into one completion."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a moderator chose for a schedule; no topics or levels means all of them."""

    channel_id: int
    at: time
    zone: str
    days: frozenset[int] = ALL_DAYS
    topics: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    form: Form = Form.OPEN
    reveal_after: timedelta = REVEAL_AFTER
    late_limit: timedelta = LATE_LIMIT
    ping_role_id: int | None = None
    thread: bool = False

    def reveal_at(self, due: datetime, posted: datetime) -> datetime:
        """Return when a question due at ``due`` and posted at ``posted`` gets its model answer."""
        return (due if posted - due <= punctual(self.reveal_after) else posted) + self.reveal_after

    def runs_short(self, unasked: int) -> bool:
        """Tell whether so many questions, not asked yet, last for less than `FEW_DAYS`."""
        return unasked * 7 < len(self.days) * FEW_DAYS

    def take_along(self, challenge: Challenge, due: datetime) -> Challenge:
        """Return a challenge that was never posted as this plan has it, ``due`` then."""
        return replace(
            challenge,
            channel_id=self.channel_id,
            due=due,
            reveal_at=due + self.reveal_after,
            late_limit=self.late_limit,
            reveal_after=self.reveal_after,
            ping_role_id=self.ping_role_id,
            thread=self.thread,
        )

    @property
    def rule(self) -> Rule:
        """The plan's times."""
        return Rule(self.at, ZoneInfo(self.zone), self.days)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A plan at work: ``next_at`` is its next time (UTC), ``problem`` why it could not post."""

    id: int
    guild_id: int
    plan: Plan
    paused: bool
    next_at: datetime | None
    problem: str | None
    created_by: int
