"""What the grader makes of marked answers to questions that nothing was fitted to.

The limits are what it reaches, rounded down; a change that makes it worse fails here.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

import pytest

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import Question
from quizbot.domain.verdict import Verdict
from quizbot.grading.grader import Grader

Graded = dict[AnswerKind, list[tuple[MarkedAnswer, Verdict]]]


@pytest.fixture(scope="module")
def graded(grader: Grader, held_out: list[tuple[Question, MarkedAnswer]]) -> Graded:
    found: Graded = defaultdict(list)
    for question, one in held_out:
        found[one.kind].append((one, grader.grade(question, one.answer)))
    return found


def scores(graded: Graded, *kinds: AnswerKind) -> list[float]:
    return [verdict.score for kind in kinds for _, verdict in graded[kind]]


@pytest.mark.parametrize(
    ("kind", "passing"),
    [
        (AnswerKind.FULL, 0.95),
        (AnswerKind.NEGATION, 0.9),
        (AnswerKind.TERSE, 0.55),
    ],
)
def test_right_answers_earn_most_of_the_points(
    graded: Graded, kind: AnswerKind, passing: float
) -> None:
    assert mean(score >= 0.6 for score in scores(graded, kind)) >= passing


def test_vague_answers_earn_little(graded: Graded) -> None:
    assert mean(score >= 0.6 for score in scores(graded, AnswerKind.VAGUE)) <= 0.1


def test_more_of_the_answer_earns_more(graded: Graded) -> None:
    order = (AnswerKind.VAGUE, AnswerKind.PARTIAL, AnswerKind.GOOD, AnswerKind.FULL)
    means = [mean(scores(graded, kind)) for kind in order]
    assert means == sorted(means)


def test_right_answers_are_not_corrected(graded: Graded) -> None:
    right = (AnswerKind.FULL, AnswerKind.UNUSUAL, AnswerKind.TERSE, AnswerKind.NEGATION)
    corrected = [
        (one.question_id, one.answer, verdict.corrections)
        for kind in right
        for one, verdict in graded[kind]
        if verdict.corrections
    ]
    assert len(corrected) <= 0.01 * sum(len(graded[kind]) for kind in right), corrected
