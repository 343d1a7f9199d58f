"""A Discord server's own settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from quizbot.domain.leaderboard import WeekStart


class Boards(StrEnum):
    """Who sees a server's boards: a whole channel on request, each for themselves, nobody."""

    PUBLIC = "public"
    PRIVATE = "private"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Guild:
    """What a server chose; its days, weeks and months are counted in ``zone``, an IANA name."""

    id: int
    zone: str = "UTC"
    moderator_role_id: int | None = None
    share_default: bool = True
    review_channel_id: int | None = None
    boards: Boards = Boards.PUBLIC
    week_start: WeekStart = WeekStart.MONDAY

    def today(self, now: datetime) -> date:
        """Return the server's local date at ``now`` (aware)."""
        return now.astimezone(ZoneInfo(self.zone)).date()
