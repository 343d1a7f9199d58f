from __future__ import annotations

import pytest

from quizbot.bank import marked
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.purpose import Purpose
from quizbot.domain.question import Question
from quizbot.grading.grader import Grader
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def bank(shipped: Library) -> Library:
    """The shipped bank, whose words the grader goes by and which the answers are to."""
    return shipped


@pytest.fixture(scope="session")
def grader(shipped_grader: Grader) -> Grader:
    return shipped_grader


@pytest.fixture(scope="session")
def asked(bank: Library) -> list[Question]:
    """The questions that are graded by key points."""
    return [question for question in bank.questions.values() if question.key_points]


@pytest.fixture(scope="session")
def held_out(bank: Library) -> list[tuple[Question, MarkedAnswer]]:
    """Marked answers to questions that no number of the grader was fitted to."""
    answers, problems = marked.load(ROOT / "questions", bank.questions)
    assert problems == []
    return [
        (bank.questions[one.question_id], one)
        for one in answers
        if Purpose.of_question(one.question_id) is Purpose.OTHER_QUESTIONS
    ]


@pytest.fixture(scope="session")
def full(held_out: list[tuple[Question, MarkedAnswer]]) -> list[tuple[Question, str]]:
    """Right and complete answers in other words, with their questions."""
    return [(question, one.answer) for question, one in held_out if one.kind is AnswerKind.FULL]
