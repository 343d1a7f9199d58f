"""Grading: one answer, for every question of the shipped bank."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections.abc import Iterator

from quizbot.bank import library
from quizbot.domain.question import Question
from quizbot.grading.grader import Grader
from quizbot.services.answers import MAX_SUBMISSION
from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row, times
from tests.conftest import ROOT

HOLD = "< 150 ms"
ROUNDS = 3


COLD_START = """
import sys, time
from pathlib import Path
from quizbot.bank import library
from quizbot.grading.grader import Grader
def memory():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6
questions = [q for q in library.load(Path(sys.argv[1])).questions.values() if q.key_points]
grader = Grader(questions)
memory_before, start = memory(), time.perf_counter()
grader.grade(questions[0], questions[0].key_points[0].point)
first = time.perf_counter() - start
for question in questions:
    grader.grade(question, question.answer)
print(first, memory() - memory_before)
"""


async def measure(*, quick: bool) -> list[Row]:
    everything = library.load(QUESTIONS).questions.values()
    questions = [question for question in everything if question.key_points]
    first, memory = _cold_start()
    grader = Grader(questions)
    grader.grade(questions[0], "a first answer, so that all is loaded")
    rounds = 1 if quick else ROUNDS
    usual = [_grade(grader, *pair) for _ in range(rounds) for pair in _usual(questions)]
    longest = [_grade(grader, *pair) for _ in range(rounds) for pair in _longest(questions)]
    return [
        Row("first answer of a process, all loaded for it", f"{first * 1000:,.0f} ms"),
        Row(
            f"memory after an answer to each of {len(questions)}", f"+{memory:.0f} MB", "< +120 MB"
        ),
        Row("one answer graded", _told(usual), HOLD),
        Row(f"one answer of {MAX_SUBMISSION:,} characters graded", _told(longest), HOLD),
    ]


def _cold_start() -> tuple[float, float]:
    """Return the seconds of a new process's first grading, and the memory (MB) of many."""
    printed = subprocess.run(
        [sys.executable, "-c", COLD_START, str(QUESTIONS)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    first, memory = map(float, printed.split())
    return first, memory


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
        yield question, everything[number * 1000 :][:MAX_SUBMISSION]


def _grade(grader: Grader, question: Question, answer: str) -> float:
    start = time.perf_counter()
    grader.grade(question, answer)
    return time.perf_counter() - start


def _told(seconds: list[float]) -> str:
    return f"{times(seconds, 0.95)}, longest {max(seconds) * 1000:.1f} ms"
