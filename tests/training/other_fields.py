"""Questions of other fields with marked answers: a server asks what it likes.

Those of ``other_fields.jsonl`` have key points, those of ``references.jsonl`` a full answer alone,
whose sentences stand in for them; a question a line. `Purpose` tells which are for training.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Level, Question
from quizbot.grading.reading.reading_input import reference_points

WITH_POINTS = Path(__file__).with_name("other_fields.jsonl")
WITH_REFERENCES = Path(__file__).with_name("references.jsonl")


def load() -> tuple[list[Question], list[MarkedAnswer]]:
    """Return the questions that have key points, and their answers."""
    return _all(WITH_POINTS, _with_points)


def load_references() -> tuple[list[Question], list[MarkedAnswer]]:
    """Return those that have a full answer alone, and their answers, which have no marks."""
    return _all(WITH_REFERENCES, _with_reference)


def _all(
    file: Path, made: Callable[[Mapping[str, Any]], Question]
) -> tuple[list[Question], list[MarkedAnswer]]:
    read = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [made(one) for one in read], [answer for one in read for answer in _answers(one)]


def _with_points(read: Mapping[str, Any]) -> Question:
    full = next(one["answer"] for one in read["answers"] if one["kind"] == AnswerKind.FULL)
    points = tuple(
        KeyPoint(point, contrary=(contrary,))
        for point, contrary in zip(read["points"], read["contrary"], strict=True)
    )
    return Question(read["id"], read["field"], Level.BEGINNER, read["prompt"], full, points)


def _with_reference(read: Mapping[str, Any]) -> Question:
    full = read["reference"]
    points = reference_points(full)
    return Question(read["id"], read["field"], Level.BEGINNER, read["prompt"], full, points)


def _answers(read: Mapping[str, Any]) -> Iterator[MarkedAnswer]:
    for given in read["answers"]:
        kind, marks = AnswerKind(given["kind"]), tuple(map(float, given.get("marks", ())))
        yield MarkedAnswer(read["id"], kind, given["answer"], marks, float(given["score"]))
