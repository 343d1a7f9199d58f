"""Points of an answer, and how a set of scores is told to a group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from heapq import nlargest
from typing import Protocol

from quizbot.domain.question import AnyOf, Level
from quizbot.domain.verdict import Band

FULL_POINTS = {Level.BEGINNER: 10, Level.INTERMEDIATE: 20, Level.ADVANCED: 30}


def points(score: float, level: Level) -> int:
    """Return the points of a score (0..1): score x 10, 20 or 30 by level, halves rounded up."""
    exact = Decimal(str(score)) * FULL_POINTS[level]
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


class Counted(Protocol):
    """A key point, or what was found of one, as far as it counts."""

    @property
    def weight(self) -> int:
        """What it is worth; 0: nothing."""

    @property
    def any_of(self) -> AnyOf | None:
        """The group it belongs to, if any."""


def share(points: Sequence[Counted], found: Sequence[float]) -> float:
    """Return the share (0..1) of the weight that was ``found``, a number of 0..1 for each point.

    Of a group the best ones count, as many as it needs. Where nothing counts it is 0.
    """
    groups: defaultdict[AnyOf, list[float]] = defaultdict(list)
    whole = earned = 0.0
    for point, part in zip(points, found, strict=True):
        if point.any_of is None:
            whole += point.weight
            earned += point.weight * part
            continue
        if point.any_of not in groups:
            whole += point.weight * point.any_of.need
        groups[point.any_of].append(point.weight * part)
    earned += sum(sum(nlargest(group.need, parts)) for group, parts in groups.items())
    return earned / whole if whole else 0.0


def share_of_picks(correct: Sequence[bool], picks: Collection[int]) -> float:
    """Return what the ``picks`` (indices) among choices earn, 0..1; ``correct`` tells each one.

    It is right picks / right choices - wrong picks / the fewer of right and wrong choices, never
    below 0: a right pick earns its share and a wrong one takes at least as much away. So whoever
    picks everything earns nothing, and blind picks earn nothing on the average before the floor;
    to take away a right one's share alone would pay two thirds to whoever picks all of four
    choices of which three are right. With one right choice it is 1 or 0.
    """
    right = sum(correct)
    wrong = len(correct) - right
    hits = sum(correct[pick] for pick in picks)
    misses = len(picks) - hits
    lost = misses / min(right, wrong) if misses else 0.0
    return round(max(hits / right - lost, 0.0), 4)


def distribution(scores: Iterable[float]) -> tuple[int, int, int]:
    """Count the scores (0..1) by band: got it, partly, not yet."""
    bands = Counter(Band.of(score) for score in scores)
    return bands[Band.GOT_IT], bands[Band.PARTLY], bands[Band.NOT_YET]
