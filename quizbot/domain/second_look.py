"""A second look: a member's wish that a person decides on a grade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.question import Form

UNTIL = timedelta(days=14)
"""So long after the model answer a second look can be asked for."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a member asked for, once per answer; ``verdict_id`` is what it came to, if decided."""

    id: int
    answer_id: int
    user_id: int
    reason: str
    asked_at: datetime
    verdict_id: int | None = None

    @property
    def waits(self) -> bool:
        """Whether no moderator has decided yet."""
        return self.verdict_id is None


def open_for(challenge: Challenge, now: datetime) -> bool:
    """Tell whether a second look at answers to a challenge can be asked for at ``now``."""
    return (
        challenge.state is State.REVEALED
        and challenge.form is Form.OPEN
        and challenge.void is None
        and now < challenge.reveal_at + UNTIL
    )
