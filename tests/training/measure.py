"""Measure the grader on what marked answers do not show: ``python -m tests.training.measure``.

On minimal pairs of questions that it was not trained on, where nothing but who does what tells a
right answer from a wrong one; and on questions of other fields. It takes some minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from quizbot.bank import library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.purpose import Purpose
from quizbot.domain import scoring
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage
from quizbot.grading import marked_report
from quizbot.grading.grader import Grader
from quizbot.grading.marked_report import Tried, graded
from tests.training import minimal_pairs, other_fields
from tests.training.minimal_pairs import MinimalPairs

STEPS = (0.3, 0.6, 0.75)
ROOT = Path(__file__).resolve().parents[2]


def answers(question: Question, pairs: MinimalPairs) -> Iterator[MarkedAnswer]:
    """Yield the answer as it is right, with all turned round, and with one sentence so."""
    said = [sentence.right for sentence in pairs.sentences]
    turned = [sentence.wrong for sentence in pairs.sentences]
    yield _answer(question, pairs, AnswerKind.FULL, said, frozenset())
    yield _answer(question, pairs, AnswerKind.SWAPPED, turned, frozenset(range(len(said))))
    for i in range(len(said)):
        mixed = [*said[:i], turned[i], *said[i + 1 :]]
        yield _answer(question, pairs, AnswerKind.MIXED, mixed, frozenset([i]))


def _answer(
    question: Question,
    pairs: MinimalPairs,
    kind: AnswerKind,
    said: Sequence[str],
    turned: frozenset[int],
) -> MarkedAnswer:
    marks = [0.0] * len(question.key_points)
    for i, sentence in enumerate(pairs.sentences):
        for number in sentence.points:
            marks[number] = -1.0 if i in turned else 1.0
    score = max(0.0, scoring.share(question.key_points, marks))
    return MarkedAnswer(question.id, kind, " ".join(said), tuple(marks), score)


def of_pairs(
    questions: Mapping[str, Question],
    pairs: Mapping[str, Sequence[MinimalPairs]],
    purpose: Purpose,
) -> list[MarkedAnswer]:
    """Return the answers of minimal pairs to the questions of a purpose."""
    return [
        answer
        for question_id, ones in pairs.items()
        if Purpose.of_question(question_id) is purpose
        for one in ones
        for answer in answers(questions[question_id], one)
    ]


def lines(tried: Sequence[Tried]) -> Iterator[str]:
    """Yield what became of the answers of minimal pairs."""
    for kind in (AnswerKind.FULL, AnswerKind.MIXED, AnswerKind.SWAPPED):
        ones = [one for one in tried if one.given.kind is kind]
        scores = np.array([one.verdict.score for one in ones])
        worth = np.mean([one.given.score or 0.0 for one in ones])
        reached = ", ".join(f"{np.mean(scores >= step):.0%} at {step}" for step in STEPS)
        given = f"worth {worth:.2f}, grader {scores.mean():.2f}"
        yield f"  {kind:<8}{given}, {reached}, {len(ones)} answers"
    turned = np.concatenate([one.given.marks for one in tried]) == -1
    told = np.concatenate([[*_told(one)] for one in tried])
    yield (
        f"  sentences turned round: {np.mean(told[turned]):.0%} told; of the points said "
        f"{np.mean(told[~turned]):.1%} told to be turned round"
    )


def _told(one: Tried) -> Iterator[bool]:
    return (point.coverage is Coverage.CONTRADICTED for point in one.verdict.points)


def main() -> None:
    bank = library.load(ROOT / "questions")
    grader = Grader(bank.questions.values())
    pairs = minimal_pairs.load()
    for purpose in (Purpose.TUNING, Purpose.OTHER_QUESTIONS):
        tried = graded(bank, of_pairs(bank.questions, pairs, purpose), grader)
        print(f"Minimal pairs, questions for {purpose}:", *lines(tried), sep="\n", flush=True)
    questions, marked = other_fields.load()
    fields = replace(bank, questions={question.id: question for question in questions})
    unseen = [one for one in marked if Purpose.of_question(one.question_id) is not Purpose.TRAINING]
    print(f"Other fields, questions it was not trained on: {len(unseen)} answers")
    print(*marked_report.of_answers(graded(fields, unseen, grader)), sep="\n")


if __name__ == "__main__":
    main()
