"""A grade: a verdict on record, with its points, who decided it and why."""

from __future__ import annotations

from dataclasses import dataclass

from quizbot.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Grade:
    """A verdict of an answer as it was stored; ``decided_by`` is None for the grader."""

    id: int
    answer_id: int
    verdict: Verdict
    points: int
    decided_by: int | None = None
    reason: str = ""

    @property
    def by_moderator(self) -> bool:
        """Whether a person decided."""
        return self.decided_by is not None
