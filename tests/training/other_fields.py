"""Questions of other fields with marked answers: a server asks what it likes.

They stand in ``other_fields.jsonl``, a question a line; `Purpose` tells which are for training.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Level, Question

FILE = Path(__file__).with_name("other_fields.jsonl")


def load() -> tuple[list[Question], list[MarkedAnswer]]:
    """Return the questions and all their answers."""
    questions, answers = list[Question](), list[MarkedAnswer]()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        read: dict[str, Any] = json.loads(line)
        given = [*_answers(read)]
        full = next(one.answer for one in given if one.kind is AnswerKind.FULL)
        contraries = [(contrary,) for contrary in read["contrary"]]
        points = tuple(
            KeyPoint(point, contrary=contrary)
            for point, contrary in zip(read["points"], contraries, strict=True)
        )
        questions.append(
            Question(read["id"], read["field"], Level.BEGINNER, read["prompt"], full, points)
        )
        answers += given
    return questions, answers


def _answers(read: Mapping[str, Any]) -> Iterator[MarkedAnswer]:
    for given in read["answers"]:
        kind, marks = AnswerKind(given["kind"]), tuple(map(float, given["marks"]))
        yield MarkedAnswer(read["id"], kind, given["answer"], marks, given["score"])
