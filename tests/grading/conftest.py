from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.grading.grader import Grader

SETS = Path(__file__).parent / "sets"


@pytest.fixture(scope="session")
def bank(shipped: Library) -> Library:
    """The shipped bank, whose words the grader goes by and to which the sets are answers."""
    return shipped


@pytest.fixture(scope="session")
def grader(shipped_grader: Grader) -> Grader:
    return shipped_grader


@pytest.fixture(scope="module")
def full(bank: Library) -> list[tuple[Question, str]]:
    """Correct answers in other words, with their questions."""
    rows = [
        json.loads(line)
        for part in ("part1", "part2", "part3")
        for line in (SETS / f"{part}.jsonl").read_text("utf-8").splitlines()
    ]
    return [
        (bank.questions[row["question"]], row["answer"]) for row in rows if row["kind"] == "full"
    ]
