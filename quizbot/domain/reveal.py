"""What the group is told at the reveal."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizbot.domain import scoring
from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.question import Form
from quizbot.domain.verdict import Coverage, Verdict

SHARED, TOP = 3, 3
"""At most this many answers are shown to the group, and this many members named."""


@dataclass(frozen=True, slots=True)
class PointShare:
    """A key point and how many members had it."""

    point: str
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
    pairs (name, points). Of a question that is not ``graded`` there are only the answers.
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


def summarise(
    challenge: Challenge, answers: Sequence[Answer], verdicts: Mapping[int, tuple[Verdict, int]]
) -> Reveal:
    """Sum up a graded challenge; ``verdicts`` holds verdict and points by answer id."""
    if not challenge.question.graded(challenge.form):
        return _ungraded(challenge, answers)
    graded = [(answer, *verdicts[answer.id]) for answer in answers if answer.id in verdicts]
    random.Random(challenge.id).shuffle(graded)  # noqa: S311  who answered first is no merit
    ranked = sorted(graded, key=lambda row: -row[2])
    earners = [(answer.name, earned) for answer, _, earned in ranked if earned > 0]
    points = [earned for _, _, earned in graded]
    return Reveal(
        answered=len(graded),
        average=sum(points) / len(points) if points else 0.0,
        distribution=scoring.distribution(verdict.score for _, verdict, _ in graded),
        shares=_shares(challenge, [verdict for _, verdict, _ in graded]),
        choices=_choices(challenge, answers),
        shared=tuple(_shared(ranked)) if challenge.form is Form.OPEN else (),
        top=tuple(earners[:TOP]),
        tied=sum(earned == earners[TOP - 1][1] for _, earned in earners[TOP:]),
    )


def _ungraded(challenge: Challenge, answers: Sequence[Answer]) -> Reveal:
    """Sum up a challenge whose answers nobody grades; which are shown is left to chance."""
    shown = [answer for answer in answers if answer.submission.share]
    random.Random(challenge.id).shuffle(shown)  # noqa: S311  who answered first is no merit
    shared = tuple(
        SharedAnswer(answer.name, answer.submission.text, None) for answer in shown[:SHARED]
    )
    return Reveal(len(answers), 0.0, (0, 0, 0), (), (), shared, (), 0, graded=False)


def _shares(challenge: Challenge, verdicts: Sequence[Verdict]) -> tuple[PointShare, ...]:
    covered = [
        {p.point for p in verdict.points if p.coverage is Coverage.COVERED} for verdict in verdicts
    ]
    return tuple(
        PointShare(entry.point, sum(entry.point in points for points in covered))
        for entry in challenge.question.key_points
    )


def _choices(challenge: Challenge, answers: Sequence[Answer]) -> tuple[int, ...]:
    picked = [answer.submission.choice for answer in answers]
    return tuple(picked.count(i) for i in range(len(challenge.question.choices)))


def _shared(ranked: Sequence[tuple[Answer, Verdict, int]]) -> list[SharedAnswer]:
    """Return the best answers that may be shown and earned something."""
    return [
        SharedAnswer(answer.name, answer.submission.text, earned)
        for answer, _, earned in ranked
        if answer.submission.share and earned > 0
    ][:SHARED]
