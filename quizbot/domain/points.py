"""Points that a moderator gave a member by hand, or took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FOUND_FOR, MOST_FOUND = timedelta(days=30), 3
"""So long, and so many at a time, a member finds them below a result and the board."""


@dataclass(frozen=True, slots=True)
class Given:
    """Points of one act, negative where they were taken, with the moderator's reason."""

    user_id: int
    name: str
    points: int
    reason: str
    at: datetime
