"""Marked answers: every fault is named with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizbot.bank import marked
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Level, Question

QUESTION = Question(
    "noise", "diffusion", Level.BEGINNER, "p", "a", (KeyPoint("one"), KeyPoint("two"))
)
NAMED = Question("name", "diffusion", Level.BEGINNER, "p", "a", (), short_answers=("x",))
BANK = {question.id: question for question in (QUESTION, NAMED)}
GOOD = {"id": "noise", "kind": "good", "answer": "one it is", "marks": [1, 0.5], "score": 0.7}


def load(folder: Path, *lines: Any) -> tuple[list[MarkedAnswer], list[str]]:
    """Write a file of answers and return what is read of it, and the problems."""
    file = folder / "answers" / "diffusion.jsonl"
    file.parent.mkdir()
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("\n".join(texts), encoding="utf-8")
    answers, problems = marked.load(folder, BANK)
    return answers, [str(problem) for problem in problems]


def test_a_whole_file_has_no_problems(tmp_path: Path) -> None:
    blind = [{"id": "noise", "kind": "blind", "answer": f"b{i}"} for i in range(2)]
    given = [{**GOOD, "answer": f"a{i}"} for i in range(10)]
    answers, problems = load(tmp_path, *blind, *given)
    assert problems == []
    assert answers[0] == MarkedAnswer("noise", AnswerKind.BLIND, "b0")
    assert answers[2] == MarkedAnswer("noise", AnswerKind.GOOD, "a0", (1.0, 0.5), 0.7)


def test_a_bank_without_answers_has_no_problems(tmp_path: Path) -> None:
    assert marked.load(tmp_path, BANK) == ([], [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is no JSON object"),
        ([], "must be an object with 'id', 'kind' and 'answer'"),
        ({**GOOD, "id": "noize"}, "there is no question 'noize'"),
        ({**GOOD, "kind": "best"}, "the kind 'best' must be one of blind, full"),
        ({**GOOD, "answer": " "}, "an answer has 1 to 2,000 characters"),
        ({**GOOD, "marks": [1]}, "noise has 2 key points; give a mark for each"),
        ({**GOOD, "marks": [1, 0.7]}, "a mark is 1, 0.5, 0 or -1"),
        ({**GOOD, "marks": [1, True]}, "a mark is 1, 0.5, 0 or -1"),
        ({**GOOD, "score": 0.75}, "in steps of 0.1"),
        ({**GOOD, "score": None}, "in steps of 0.1"),
    ],
)
def test_faults_are_named(tmp_path: Path, line: Any, told: str) -> None:
    _, problems = load(tmp_path, GOOD, line)
    assert any(f"answers/diffusion.jsonl:2: answer: {told}" in p or told in p for p in problems)


def test_what_is_lacking_and_what_stands_twice(tmp_path: Path) -> None:
    _, problems = load(tmp_path, GOOD, {**GOOD, "answer": "One it is"})
    assert [problem.split(": ", 2)[2] for problem in problems] == [
        "has 0 blind answers; at least 2 are needed.",
        "has 2 marked answers; at least 10 are needed.",
        "an answer stands 2 times: 'one it is'; keep one.",
    ]
