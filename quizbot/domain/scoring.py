"""Points of an answer, and how a set of scores is told to a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from quizbot.domain.question import Level
from quizbot.domain.verdict import Band

FULL_POINTS = {Level.BEGINNER: 10, Level.INTERMEDIATE: 20, Level.ADVANCED: 30}


def points(score: float, level: Level) -> int:
    """Return the points of a score (0..1): score x 10, 20 or 30 by level, halves rounded up."""
    exact = Decimal(str(score)) * FULL_POINTS[level]
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def distribution(scores: Iterable[float]) -> tuple[int, int, int]:
    """Count the scores (0..1) by band: got it, partly, not yet."""
    bands = Counter(Band.of(score) for score in scores)
    return bands[Band.GOT_IT], bands[Band.PARTLY], bands[Band.NOT_YET]
