"""Moments as the database keeps them: whole seconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def to_seconds(moment: datetime) -> int:
    """Return an aware moment in whole seconds."""
    return int(moment.timestamp())


def to_moment(seconds: int) -> datetime:
    """Return the moment (UTC) of whole seconds."""
    return datetime.fromtimestamp(seconds, UTC)
