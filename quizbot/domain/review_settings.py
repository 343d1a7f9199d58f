"""What a member chose for reviews, and when the daily reminder is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizbot.domain import timetable
from quizbot.domain.timetable import Rule

RETENTIONS = (0.8, 0.85, 0.9, 0.95)
"""The shares of cards to be known when they come back that one can wish for."""
NEW_A_DAY = (0, 5, 10, 20, 50)
"""How many new cards a day one can wish for."""
LATEST = timedelta(hours=6)
"""A reminder that could not be sent within so long is left out."""
LONGEST_BETWEEN_REMINDERS = timedelta(days=3)
"""More than is ever between now and the next look at a reminder."""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """A member's wishes.

    ``retention`` is the share of cards to be known when they come back, ``keep_missed`` whether
    what was missed becomes a card by itself, ``hour`` the local hour of the daily reminder (None:
    none is wished), ``reminded_on`` the local date of the last one. ``reminders_ended``: they
    were switched off since private messages are closed, and the member was not told yet.
    """

    user_id: int
    zone: str = "UTC"
    retention: float = 0.9
    new_a_day: int = 10
    keep_missed: bool = True
    hour: int | None = None
    reminded_on: date | None = None
    reminders_ended: bool = False

    @property
    def tz(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.zone)

    def reminder_due(self, now: datetime) -> date | None:
        """Return the local date whose reminder is due now, once a date; None where none is."""
        if self.hour is None:
            return None
        today = now.astimezone(self.tz).date()
        due = timetable.moment(today, time(self.hour), self.tz)
        if due is None or not due <= now < due + LATEST or self._reminded(today):
            return None
        return today

    def next_reminder(self, now: datetime) -> datetime | None:
        """Return when to look next whether the reminder is due; None where none is wished."""
        if self.hour is None:
            return None
        slots = timetable.slots(Rule(time(self.hour), self.tz), now)
        return next(slot.due for slot in slots if not self._reminded(slot.day))

    def _reminded(self, day: date) -> bool:
        """Tell whether a date had its reminder; one noted beyond tomorrow is a clock's mistake."""
        last = self.reminded_on
        return last is not None and day <= last <= day + timedelta(days=1)
