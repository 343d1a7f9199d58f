"""A line of the audit list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SAME_AGAIN = timedelta(minutes=1)
"""An act that is repeated with the same words within this time asks first."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One moderating act.

    ``target`` is what the bot wrote itself, such as ``schedule 3`` or ``channel 17``, ``detail``
    what a moderator typed, such as a reason.
    """

    actor_id: int
    act: str
    target: str
    detail: str
    at: datetime
