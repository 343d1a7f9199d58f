from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.grading.grader import Grader

SETS = Path(__file__).parent / "sets"


@pytest.fixture(scope="module")
def grader(bank: Library) -> Grader:
    return Grader(bank.questions.values())


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
