"""Measure the grader on answers that people have graded.

``python -m quizbot.grading.evaluate FILE`` reads JSON lines with ``question``, ``reference``,
``answer`` and ``score`` (a person's, 0..1) and prints how far grader and people agree. A line may
name its ``set``; each set is told apart. The questions of the file stand for the bank.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from quizbot.domain.question import Level, Question
from quizbot.domain.verdict import Band
from quizbot.errors import QuizError
from quizbot.grading import calibration
from quizbot.grading.grader import Grader

FOLDS = 10
Numbers = NDArray[np.float64]


class BadFile(QuizError):
    """The file cannot be used; the sentence names the line."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One graded answer; ``score`` is a person's, 0..1."""

    question: str
    reference: str
    answer: str
    score: float
    set: str = ""


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


def read(lines: Iterable[str]) -> list[Graded]:
    """Read JSON lines.

    Raises:
        BadFile: a line is not one, or lacks something, or there is none.
    """
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            question, reference, answer = (
                str(data[key]) for key in ("question", "reference", "answer")
            )
            row = Graded(
                question, reference, answer, float(data["score"]), str(data.get("set", ""))
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(
                f"line {number} is not a JSON object with question, reference, answer and score "
                f"({error}); mend it and start again."
            ) from error
        if not 0.0 <= row.score <= 1.0:
            raise BadFile(f"line {number}: the score is {row.score}; it must be from 0 to 1.")
        rows.append(row)
    if not rows:
        raise BadFile("the file holds no answers; give it one JSON object a line.")
    return rows


def grade(rows: Sequence[Graded]) -> Numbers:
    """Return the grader's score of each answer, the rows' questions being its bank."""
    asked = dict.fromkeys((row.question, row.reference) for row in rows)
    questions = {key: _question(f"q{i}", *key) for i, key in enumerate(asked)}
    grader = Grader(questions.values())
    return np.array(
        [grader.grade(questions[row.question, row.reference], row.answer).score for row in rows]
    )


def _question(name: str, prompt: str, answer: str) -> Question:
    return Question(name, "evaluation", Level.INTERMEDIATE, prompt, answer, ())


def agreement(rows: Sequence[Graded], scores: Numbers) -> Agreement:
    """Compare the grader's scores with the people's."""
    people = np.array([row.score for row in rows])
    questions = np.array([row.question for row in rows])
    calibrated = _calibrated(scores, people, questions)
    inside = [pearson(scores[questions == one], people[questions == one]) for one in set(questions)]
    bands = [
        Band.of(mine) is Band.of(theirs) for mine, theirs in zip(calibrated, people, strict=True)
    ]
    return Agreement(
        len(rows),
        len(inside),
        pearson(scores, people),
        pearson(_ranks(scores), _ranks(people)),
        fmean([r for r in inside if not math.isnan(r)] or [math.nan]),
        math.sqrt(float(np.mean((calibrated - people) ** 2))),
        fmean(bands),
    )


def _calibrated(scores: Numbers, people: Numbers, questions: NDArray[np.str_]) -> Numbers:
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


def pearson(one: Numbers, other: Numbers) -> float:
    """Return Pearson's r; nan where one of the two does not vary."""
    if len(one) < 2 or not one.std() or not other.std():
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: Numbers) -> Numbers:
    """Return ranks, equal values sharing their mean rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray(((last - counts + 1 + last) / 2)[places], np.float64)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the agreement for each set of a file."""
    parser = argparse.ArgumentParser(prog="quizbot.grading.evaluate", description=__doc__)
    parser.add_argument("file", type=Path, help="JSON lines")
    chosen = parser.parse_args(arguments)
    try:
        rows = read(chosen.file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError, BadFile) as error:
        sys.exit(f"{chosen.file}: {error}")
    sets: dict[str, list[Graded]] = defaultdict(list)
    for row in rows:
        sets[row.set].append(row)
    for name, of_set in sets.items():
        print(f"{name or 'all'}: {agreement(of_set, grade(of_set))}")


if __name__ == "__main__":
    main()
