"""Grading: one answer, for every question of the shipped bank."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from quizbot.bank import library
from quizbot.domain.question import Question
from quizbot.grading.grader import Grader
from quizbot.services.answers import MAX_ANSWER
from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row, times

HOLD = "< 50 ms"
ROUNDS = 3


async def measure(*, quick: bool) -> list[Row]:
    questions = list(library.load(QUESTIONS).questions.values())
    start = time.perf_counter()
    grader = Grader(questions)
    built = time.perf_counter() - start
    rounds = 1 if quick else ROUNDS
    usual = [_grade(grader, *pair) for _ in range(rounds) for pair in _usual(questions)]
    longest = [_grade(grader, *pair) for _ in range(rounds) for pair in _longest(questions)]
    return [
        Row(f"grader built from {len(questions)} questions", f"{built * 1000:,.0f} ms"),
        Row("one answer graded", _told(usual), HOLD),
        Row(f"one answer of {MAX_ANSWER:,} characters graded", _told(longest), HOLD),
    ]


def _usual(questions: list[Question]) -> Iterator[tuple[Question, str]]:
    """Pair each question with a good answer, a short one, and one to something else."""
    for question, other in itertools.pairwise([*questions, questions[0]]):
        yield question, question.answer
        yield question, ". ".join(point.point for point in question.key_points)
        yield question, other.key_points[0].point


def _longest(questions: list[Question]) -> Iterator[tuple[Question, str]]:
    """Pair each question with as much text as fits, from the answers of the whole bank."""
    everything = "\n".join(question.answer for question in questions) * 2
    for number, question in enumerate(questions):
        yield question, everything[number * 1000 :][:MAX_ANSWER]


def _grade(grader: Grader, question: Question, answer: str) -> float:
    start = time.perf_counter()
    grader.grade(question, answer)
    return time.perf_counter() - start


def _told(seconds: list[float]) -> str:
    return f"{times(seconds, 0.95)}, longest {max(seconds) * 1000:.1f} ms"
