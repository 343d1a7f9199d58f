"""What the grader makes of marked answers to questions that nothing was fitted to.

The limits are what it reaches, rounded down; a change that makes it worse fails here.
"""

from __future__ import annotations

from collections import defaultdict

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
