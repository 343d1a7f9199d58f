"""The act that a person asked for: whether anything of it is on disk.

An error that comes after that must not be told as "this was not done". The database notes each
commit here, and `ui.failures` asks.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Act:
    """What is known of an act; the tasks that it begins share it."""

    saved: bool = False


_UNDER_WAY: ContextVar[Act | None] = ContextVar("act under way", default=None)


def begin() -> None:
    """Let an act begin in the present task."""
    _UNDER_WAY.set(Act())


def note_saved() -> None:
    """Note that something of the present act is on disk; nothing happens outside of one."""
    if (act := _UNDER_WAY.get()) is not None:
        act.saved = True


def saved() -> bool:
    """Tell whether anything of the present act is on disk."""
    act = _UNDER_WAY.get()
    return act is not None and act.saved
