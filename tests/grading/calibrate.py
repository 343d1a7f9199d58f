"""Find the grader's numbers from marked answers of the bank and write them to calibration.json.

``python -m tests.grading.calibrate`` fits those of judging by reading to answers that are kept for
tuning, those of judging by words to some that the reader was trained on; what is kept for testing
tells how they do (``python -m quizbot.grading.evaluate``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from quizbot.bank import library, marked
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.purpose import Purpose
from quizbot.domain.question import Question
from quizbot.grading import calibration, grader, rubric, sheet
from quizbot.grading.by_reading import PointRead, estimated
from quizbot.grading.calibration import FILE, Numbers, ReadingNumbers, WordNumbers
from quizbot.grading.grader import Grader, LoadVectors
from quizbot.grading.idf import Idf
from quizbot.grading.lexicon import Floats, Lexicon
from quizbot.grading.reading import reader
from quizbot.grading.reading.reader import NoReader, Read, Reader
from quizbot.grading.rubric import Passages, Phrases
from quizbot.grading.vectors import NoVectors, Vectors
from quizbot.grading.vectors import load as load_vectors

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 30
"""So many questions are fitted to; more change little and take longer."""
REVERSED = (AnswerKind.WRONG, AnswerKind.SWAPPED)
"""What no grader can tell by words is left out of the fit."""
ROUNDS = 6
SURE, PERHAPS = 0.9, 0.8
"""Of the points that answers do not say, so many must stay below the thresholds."""

Row = tuple[Question, MarkedAnswer]


def rows(bank: Library) -> list[Row]:
    """Return the answers that the numbers are fitted to, with their questions."""
    answers, _ = marked.load(ROOT / "questions", bank.questions)
    fitting = [
        question
        for question in bank.questions.values()
        if question.key_points and Purpose.of_question(question.id) is Purpose.TRAINING
    ]
    chosen = {q.id: q for q in fitting[:: max(1, len(fitting) // QUESTIONS)]}
    return [
        (chosen[one.question_id], one)
        for one in answers
        if one.question_id in chosen and one.score is not None and one.kind not in REVERSED
    ]


class Points:
    """The features (3, phrases, passages) of each key point against each answer."""

    def __init__(self, lexicon: Lexicon, answers: Sequence[Row]) -> None:
        self.features: list[Floats] = []
        self.said: list[bool] = []
        for question, given in answers:
            discounted = sheet.discounted(question)
            ways = [point.phrasings for point in question.key_points]
            phrases = Phrases.of(ways, discounted, lexicon)
            features = rubric.compare(phrases, Passages.of(given.answer, discounted, lexicon))
            for i, mark in enumerate(given.marks):
                if mark != 0.5:
                    self.features.append(features[:, phrases.belongs == i].reshape(3, -1))
                    self.said.append(mark == 1)

    def best(self, numbers: WordNumbers) -> Floats:
        """Return the features of each point's best match, shape (points, 3)."""
        return np.stack([one[:, numbers.estimate(one).argmax()] for one in self.features])


def fit(points: Points, start: WordNumbers) -> WordNumbers:
    """Fit factors and thresholds, in turns with the choice of the best matches."""
    said = np.array(points.said)
    numbers = start
    for _ in range(ROUNDS):
        one, two, three, bias = map(float, logistic(points.best(numbers), said))
        numbers = replace(numbers, factors=(one, two, three), bias=bias)
    one, two, three = numbers.factors
    unsaid = np.sort(numbers.estimate(points.best(numbers).T)[~said])
    return replace(
        numbers,
        factors=(round(one, 3), round(two, 3), round(three, 3)),
        bias=round(numbers.bias, 3),
        covered=round(float(np.quantile(unsaid, SURE)), 3),
        unsure=round(float(np.quantile(unsaid, PERHAPS)), 3),
    )


def logistic(features: Floats, said: np.ndarray, ridge: float = 1e-3) -> Floats:
    """Return three factors and the bias of a logistic regression, both classes weighing the same.

    Newton's method; a feature that never differs (the cosine, on stems alone) gets a factor of 0.
    """
    design = np.column_stack([features, np.ones(len(features))])
    weights = np.where(said, 0.5 / said.sum(), 0.5 / (~said).sum())
    penalty = np.diag([ridge] * 3 + [1e-9])
    found = np.zeros(4)
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-design @ found))
        slope = design.T @ (weights * (likely - said)) + penalty @ found
        bend = (design.T * (weights * likely * (1 - likely))) @ design + penalty
        found -= np.linalg.solve(bend, slope)
    return found


def with_curve(
    questions: Sequence[Question], answers: Sequence[Row], numbers: WordNumbers, load: LoadVectors
) -> WordNumbers:
    """Return the numbers with the curve from the grader's estimate to what answers deserve."""
    trial = Grader(questions, load_vectors=load, load_reader=without_reader, numbers=numbers)
    pairs = [
        (trial.grade(question, given.answer).raw, given.score or 0.0) for question, given in answers
    ]
    return replace(numbers, curve=calibration.ramp(pairs))


def without_vectors() -> Vectors:
    raise NoVectors("left out")


def without_reader() -> Reader:
    raise NoReader("left out")


def by_words(*, vectors: bool) -> WordNumbers:
    """Find the numbers for grading with word vectors, or for stems alone."""
    bank = library.load(ROOT / "questions")
    questions = list(bank.questions.values())
    answers = rows(bank)
    idf = Idf.of("\n".join(grader.answers(question)) for question in questions)
    origin = f"{len(answers)} marked answers of the bank, by tests/grading/calibrate.py"
    start = WordNumbers((5.0, 5.0, 5.0), -4.0, 0.8, 0.6, ((0.0, 0.0), (1.0, 1.0)), origin)
    load = load_vectors if vectors else without_vectors
    points = Points(Lexicon(idf, load if vectors else lambda: None), answers)
    return with_curve(questions, answers, fit(points, start), load)


TOLD_WRONGLY = 0.005
"""Of right answers so few may be told that they turn a point round."""
RIGHT = 0.75
TOLD_RIGHTLY = 0.6
"""Of the points that are told to be turned round so many must be."""
ALMOST = 1.03
"""The points count as much as they can while the mean square error is hardly greater."""
STEPS = np.linspace(0.2, 0.9, 141)
"""Thresholds that are tried."""


def by_reading() -> ReadingNumbers:
    """Find the numbers for judging by reading."""
    bank = library.load(ROOT / "questions")
    answers, _ = marked.load(ROOT / "questions", bank.questions)
    tuning = [
        (bank.questions[one.question_id], one)
        for one in answers
        if Purpose.of(one.question_id, one.answer) is Purpose.TUNING and one.score is not None
    ]
    reads = reader.load()

    def read(row: Row) -> Read:
        return reads.read(row[0].prompt, row[0].key_points, row[1].answer)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(read, tuning))
    findings = [[PointRead(one, i) for i in range(len(one.said))] for one in found]
    people = [one.score or 0.0 for _, one in tuning]

    def pairs(of_points: float) -> list[tuple[float, float]]:
        return [
            (estimated(question.key_points, said, one.whole, of_points), score)
            for (question, _), said, one, score in zip(tuning, findings, found, people, strict=True)
        ]

    def error(of_points: float) -> float:
        given = np.array(pairs(of_points))
        return float(np.square(given[:, 0] - given[:, 1]).mean())

    shares = [round(i / 20, 2) for i in range(21)]
    least = min(map(error, shares))
    of_points = max(one for one in shares if error(one) <= ALMOST * least)
    marks = np.concatenate([one.marks for _, one in tuning])
    said = np.array([finding.said for ones in findings for finding in ones])
    turned = np.array([finding.contradicted for ones in findings for finding in ones])
    worst = [
        max(finding.contradicted for finding in ones)
        for ones, score in zip(findings, people, strict=True)
        if score >= RIGHT
    ]
    lowest = float(np.quantile(worst, 1 - TOLD_WRONGLY))
    return ReadingNumbers(
        of_points,
        max(round(lowest, 3), _precise(turned, marks == -1)),
        _threshold(said, marks == 1),
        _threshold(said, marks >= 0.5),
        calibration.ramp(pairs(of_points)),
        f"{len(tuning)} marked answers of the bank, by tests/grading/calibrate.py",
    )


def _precise(turned: Floats, true: np.ndarray) -> float:
    """Return the lowest threshold from which on so many of those told are so."""
    precise = (step for step in STEPS if true[turned >= step].mean() >= TOLD_RIGHTLY)
    return round(float(next(precise, STEPS[-1])), 3)


def _threshold(said: Floats, true: np.ndarray) -> float:
    """Return the threshold that puts most points on the right side."""
    return round(float(max(STEPS, key=lambda step: ((said >= step) == true).sum())), 3)


def main() -> None:
    numbers: dict[str, Numbers] = {
        "reading": by_reading(),
        "vectors": by_words(vectors=True),
        "stems": by_words(vectors=False),
    }
    blocks = [f"{json.dumps(name)}: {as_json(one)}" for name, one in numbers.items()]
    written = "{\n" + ",\n".join(blocks) + "\n}\n"
    (ROOT / "quizbot" / "grading" / FILE).write_text(written, encoding="utf-8")
    print(written, end="")


def as_json(numbers: Numbers) -> str:
    """Return the numbers with one of them a line."""
    lines = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in asdict(numbers).items())
    return "{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    main()
