"""A Discord server's own settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Guild:
    """What a server chose; its days, weeks and months are counted in ``zone``, an IANA name."""

    id: int
    zone: str = "UTC"
    moderator_role_id: int | None = None
    share_default: bool = True

    def today(self, now: datetime) -> date:
        """Return the server's local date at ``now`` (aware)."""
        return now.astimezone(ZoneInfo(self.zone)).date()
