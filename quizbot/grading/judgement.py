"""What was found in an answer, before a curve makes a score of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from quizbot.domain.lesson import Curve, Learned
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, Flag, PointVerdict
from quizbot.grading.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Judgement:
    """The points with what was found of each, and the estimate (0..1) of the whole.

    ``least`` and ``most`` (0..1) bound what the answer earns, ``flags`` are why people should look.
    """

    points: tuple[PointVerdict, ...]
    estimate: float
    least: float = 0.0
    most: float = 1.0
    flags: tuple[Flag, ...] = ()


def nothing_found(question: Question) -> Judgement:
    """Return the judgement of an answer that says nothing."""
    points = (
        PointVerdict(point.point, Coverage.MISSING, weight=point.weight, any_of=point.any_of)
        for point in question.key_points
    )
    return Judgement(tuple(points), 0.0, most=0.0)


class Judge(Protocol):
    """A way to judge answers; ``version`` is the name that verdicts carry."""

    @property
    def version(self) -> str:
        """The name that verdicts carry."""

    def curve(self, question: Question) -> Curve:
        """Return the shipped curve from estimate to score."""

    def judge(self, sheet: Sheet, answer: str, written: str, learned: Learned) -> Judgement:
        """Judge an answer that is not empty; ``written`` is the answer with its slips."""
