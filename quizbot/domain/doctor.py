"""What a checkup finds: fine, to be noted, or wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a thing stands."""

    FINE = "ok"
    NOTE = "note"
    """Works now; somebody should look at it."""
    WRONG = "wrong"
    """Does not work, or will not when its time comes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it stands, what it is, and what to do about it."""

    health: Health
    what: str
    todo: str = ""


def fine(what: str) -> Finding:
    """Return the finding that nothing is to be done."""
    return Finding(Health.FINE, what)


def note(what: str, todo: str) -> Finding:
    """Return the finding of something to look at."""
    return Finding(Health.NOTE, what, todo)


def wrong(what: str, todo: str) -> Finding:
    """Return the finding of something that does not work."""
    return Finding(Health.WRONG, what, todo)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, those that need somebody first."""
    order = [Health.WRONG, Health.NOTE, Health.FINE]
    return sorted(findings, key=lambda finding: order.index(finding.health))


def say_size(size: int) -> str:
    """Write a number of bytes for people."""
    for unit, bytes_ in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if size >= bytes_:
            return f"{size / bytes_:,.1f} {unit}"
    return f"{size / 1000:,.0f} kB"
