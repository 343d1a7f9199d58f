"""How far a grader and people agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from quizbot.domain.verdict import Band
from quizbot.grading import calibration

FOLDS = 10
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far grader and people agree.

    ``within`` is the mean of Pearson's r inside each question. ``rmse`` (0..1) and ``classes`` (the
    share of answers put into the right one of three bands) are measured after an isotonic curve,
    fitted to the other nine tenths of the questions.
    """

    answers: int
    questions: int
    pearson: float
    spearman: float
    within: float
    rmse: float
    classes: float

    def __str__(self) -> str:
        return (
            f"{self.answers:,} answers to {self.questions} questions: "
            f"Pearson r {self.pearson:.3f}, Spearman {self.spearman:.3f}, "
            f"within a question {self.within:.3f}; calibrated on other questions: "
            f"RMSE {self.rmse:.3f} ({5 * self.rmse:.2f} of 5), "
            f"three classes right {self.classes:.2f}"
        )


def agreement(names: Sequence[str], people: Scores, scores: Scores) -> Agreement:
    """Compare the grader's ``scores`` with the people's; ``names`` are the questions'."""
    questions = np.array(names)
    calibrated = _calibrated(scores, people, questions)
    bands = [
        Band.of(mine) is Band.of(theirs) for mine, theirs in zip(calibrated, people, strict=True)
    ]
    return Agreement(
        len(names),
        len(set(names)),
        pearson(scores, people),
        pearson(_ranks(scores), _ranks(people)),
        within(questions, people, scores),
        math.sqrt(float(np.mean((calibrated - people) ** 2))),
        fmean(bands),
    )


def within(questions: NDArray[np.str_], people: Scores, scores: Scores) -> float:
    """Return the mean of Pearson's r inside each question."""
    inside = [pearson(scores[questions == one], people[questions == one]) for one in set(questions)]
    return fmean([r for r in inside if not math.isnan(r)] or [math.nan])


def _calibrated(scores: Scores, people: Scores, questions: NDArray[np.str_]) -> Scores:
    """Return the scores through curves fitted to the answers of other questions."""
    names = sorted(set(questions))
    found = scores.copy()
    for fold in range(min(FOLDS, len(names))):
        held = np.isin(questions, names[fold::FOLDS])
        if held.all():
            continue
        curve = calibration.isotonic(zip(scores[~held], people[~held], strict=True))
        found[held] = [calibration.apply(curve, score) for score in scores[held]]
    return found


def pearson(one: Scores, other: Scores) -> float:
    """Return Pearson's r; nan where one of the two does not vary."""
    if len(one) < 2 or not one.std() or not other.std():
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: Scores) -> Scores:
    """Return ranks, equal values sharing their mean rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray(((last - counts + 1 + last) / 2)[places], np.float64)
