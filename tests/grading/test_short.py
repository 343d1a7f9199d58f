from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import Form, Level, Question
from quizbot.grading.short import grade_short


def question(*accepted: str) -> Question:
    return Question(
        "q", "gans", Level.BEGINNER, "Who?", "Told below.", (), short_answers=tuple(accepted)
    )


@pytest.mark.parametrize(
    ("accepted", "answer", "right"),
    [
        ("Ian Goodfellow", "ian goodfellow", True),
        ("Ian Goodfellow", "  Goodfellow, Ian. ", True),
        ("Ian Goodfellow", "Ian Goodfelow", True),
        ("Ian Goodfellow", "Ian Godofellow", True),
        ("Ian Goodfellow", "Ian Hinton", False),
        ("the softmax", "a Softmax!", True),
        ("softmax", "sotfmax", True),
        ("softmax", "sparsemax", False),
        ("GAN", "gan", True),
        ("GAN", "gain", False),
        ("GPT-3", "gpt 3", True),
        ("GPT-3", "GPT3", True),
        ("GPT-3", "GPT-4", False),
        ("2017", "2018", False),
        ("Schrödinger", "schrodinger", True),
        ("R&D", "R and D", True),
        ("C++", "C", False),
        ("backpropagation", "back-propagation", True),
        ("backpropagation", "", False),
        ("注意力", "注意力", True),
    ],
)
def test_slips_are_forgiven_by_length(accepted: str, answer: str, right: bool) -> None:
    assert grade_short(question(accepted), answer).score == float(right)


def test_any_of_several_will_do() -> None:
    asked = question("ReLU", "rectified linear unit")
    assert grade_short(asked, "Rectified Linear Units").score == 1.0
    assert grade_short(asked, "sigmoid").score == 0.0


def test_only_a_question_with_short_answers_can_be_asked_so() -> None:
    assert question("GAN").fits(Form.SHORT)
    assert not question().fits(Form.SHORT)


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_is_graded(accepted: str, answer: str) -> None:
    assert grade_short(question(accepted), answer).score in (0.0, 1.0)
