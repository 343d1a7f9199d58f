"""A practice run, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizbot.domain.question import Form

MOST_QUESTIONS = 25
"""Questions of a run."""


class RunState(StrEnum):
    """Whether a practice run goes on."""

    GOING = "going"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Run:
    """A private run over ``questions`` (ids); ``position`` is the index of the present one."""

    id: int
    user_id: int
    guild_id: int | None
    form: Form
    questions: tuple[str, ...]
    position: int
    state: RunState
