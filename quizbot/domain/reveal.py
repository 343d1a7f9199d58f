"""What the group is told at the reveal."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.question import Form, KeyPoint
from quizbot.domain.verdict import Band, Coverage, Verdict

SHARED, TOP = 3, 3
"""At most this many answers are shown to the group, and this many members named."""


@dataclass(frozen=True, slots=True)
class PointShare:
    """A key point and how many members had it."""

    point: KeyPoint
    had_by: int


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer its author lets the group see; ``points`` are None where nothing is graded."""

    name: str
    text: str
    points: int | None


@dataclass(frozen=True, slots=True)
class Reveal:
    """The day's result.

    ``average`` is in points, ``distribution`` counts (got it, partly, not yet), and ``top`` holds
    pairs (name, points); ``choices`` counts who took each. Of a question that is not ``graded``
    there are only the answers.
    """

    answered: int
    average: float
    distribution: tuple[int, int, int]
    shares: tuple[PointShare, ...]
    choices: tuple[int, ...]
    shared: tuple[SharedAnswer, ...]
    top: tuple[tuple[str, int], ...]
    tied: int
    graded: bool = True


class Tally:
    """Sums up a challenge, one answer after the other, and keeps no more than is shown."""

    def __init__(self, challenge: Challenge) -> None:
        self._challenge = challenge
        self._graded = challenge.question.graded(challenge.form)
        self._chance = random.Random(challenge.id)  # noqa: S311  who answered first is no merit
        self._answered = self._points = 0
        self._bands: Counter[Band] = Counter()
        self._had: Counter[str] = Counter()
        self._picked: Counter[int] = Counter()
        self._earned: Counter[int] = Counter()
        self._top: list[tuple[int, float, str]] = []
        self._shared: list[tuple[int, float, SharedAnswer]] = []

    def add(self, answer: Answer, verdict: Verdict | None, points: int) -> None:
        """Count an answer; without a ``verdict`` only where nobody grades."""
        if verdict is not None:
            self._count(answer, verdict, points)
        elif not self._graded:
            self._answered += 1
            self._share(answer, 0, None)

    def _count(self, answer: Answer, verdict: Verdict, points: int) -> None:
        self._answered += 1
        self._points += points
        self._bands[verdict.band] += 1
        self._had.update({p.point for p in verdict.points if p.coverage is Coverage.COVERED})
        self._picked.update(answer.submission.picks)
        if points > 0:
            self._earned[points] += 1
            _keep(self._top, (points, self._chance.random(), answer.name), TOP)
            if not verdict.is_doubtful:
                self._share(answer, points, points)

    def _share(self, answer: Answer, rank: int, points: int | None) -> None:
        if answer.submission.share and self._challenge.form is Form.OPEN:
            shared = SharedAnswer(answer.name, answer.submission.text, points)
            _keep(self._shared, (rank, self._chance.random(), shared), SHARED)

    def reveal(self) -> Reveal:
        """Return the day's result."""
        shared = tuple(one for *_, one in sorted(self._shared, key=_rank, reverse=True))
        if not self._graded:
            return Reveal(self._answered, 0.0, (0, 0, 0), (), (), shared, (), 0, graded=False)
        question = self._challenge.question
        top = sorted(self._top, key=_rank, reverse=True)
        last = top[-1][0] if len(top) == TOP else 0
        return Reveal(
            answered=self._answered,
            average=self._points / self._answered if self._answered else 0.0,
            distribution=(
                self._bands[Band.GOT_IT],
                self._bands[Band.PARTLY],
                self._bands[Band.NOT_YET],
            ),
            shares=tuple(PointShare(p, self._had[p.point]) for p in question.key_points),
            choices=tuple(self._picked[i] for i in range(len(question.choices))),
            shared=shared,
            top=tuple((name, points) for points, _, name in top),
            tied=self._earned[last] - sum(points == last for points, *_ in top) if last else 0,
        )


def _rank(entry: tuple[int, float, object]) -> tuple[int, float]:
    return entry[:2]


def _keep(best: list[Any], entry: tuple[int, float, object], most: int) -> None:
    """Add an entry to the best ones; the lots differ, so that nothing behind them is compared."""
    heappush(best, entry)
    if len(best) > most:
        heappop(best)
