"""A moderator's decision on an answer: each key point marked, the score their weighted share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizbot.domain import scoring
from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.grade import Grade
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict

Marks = tuple[Coverage, ...]
"""What a moderator found of each key point, in the order of the verdict's points."""

EARNED = {
    Coverage.COVERED: 1.0,
    Coverage.UNSURE: 0.5,
    Coverage.MISSING: 0.0,
    Coverage.CONTRADICTED: -1.0,
}
"""What each mark makes of a point's weight."""
WHOLE = "the answer as a whole"
"""Stands for the one point of an answer that has no key points, such as a choice."""


@dataclass(frozen=True, slots=True)
class Case:
    """An answer before a moderator.

    ``grade`` is the one that counts, ``marks`` what this moderator has marked so far, ``asked`` the
    reason of a member who waits for a second look, ``earlier`` the grades it had before.
    """

    challenge: Challenge
    answer: Answer
    grade: Grade
    marks: Marks
    asked: str | None = None
    earlier: tuple[Grade, ...] = ()

    @property
    def points(self) -> tuple[PointVerdict, ...]:
        """The points to mark, as the verdict that counts has them."""
        return to_mark(self.grade.verdict)

    @property
    def marked(self) -> Verdict:
        """The verdict that the marks would make."""
        return decided(self.grade.verdict, self.marks)

    @property
    def marked_points(self) -> int:
        """What the answer would earn by the marks."""
        return scoring.points(self.marked.score, self.challenge.question.level)


def to_mark(verdict: Verdict) -> tuple[PointVerdict, ...]:
    """Return the points that a person marks; an answer without key points is one point."""
    return verdict.points or (PointVerdict(WHOLE, _nearest(verdict.score)),)


def marks_of(verdict: Verdict) -> Marks:
    """Return the marks that a verdict amounts to."""
    return tuple(point.coverage for point in to_mark(verdict))


def decided(before: Verdict, marks: Sequence[Coverage]) -> Verdict:
    """Return the verdict of a person's marks: no curve, no guard.

    Evidence, flags, the grader and its estimate stay as they were, so that both can be told.
    """
    marked = [
        replace(point, coverage=mark) for point, mark in zip(to_mark(before), marks, strict=True)
    ]
    points = tuple(marked) if before.points else ()
    return replace(before, score=share(marked), points=points)


def share(points: Iterable[PointVerdict]) -> float:
    """Return the weighted share of covered points (0..1).

    An unsure one counts half, and one that is turned round takes away what it is worth.
    """
    marked = list(points)
    found = [EARNED[point.coverage] for point in marked]
    return round(max(scoring.share(marked, found), 0.0), 4)


def _nearest(score: float) -> Coverage:
    if score >= 0.75:
        return Coverage.COVERED
    return Coverage.UNSURE if score >= 0.25 else Coverage.MISSING
