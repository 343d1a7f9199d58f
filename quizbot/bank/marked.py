"""Marked answers: what members might type to a question of the bank, and what people give for it.

They stand in ``answers/<topic>.jsonl`` beside the bank's files, one JSON object a line. Blind
answers were written by people who saw the prompt alone and have no marks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from quizbot.bank.problem import Problem
from quizbot.domain.question import Question

FOLDER = "answers"
FEWEST_BLIND, FEWEST_MARKED = 2, 10
"""Answers that each question with key points has."""
POSSIBLE_MARKS = (-1, 0, 0.5, 1)
"""A key point contradicted, absent, partly there, clearly stated."""
LONGEST_ANSWER = 2000


class AnswerKind(StrEnum):
    """What an answer shows."""

    BLIND = "blind"
    FULL = "full"
    UNUSUAL = "unusual"
    """Right and complete by an analogy or in everyday words."""
    TERSE = "terse"
    NEGATION = "negation"
    """Right and complete, with correct denials."""
    GOOD = "good"
    """One important thing is missing."""
    PARTIAL = "partial"
    MIXED = "mixed"
    """A right core with a false claim, hedged both ways, or padded."""
    VAGUE = "vague"
    WRONG = "wrong"
    SWAPPED = "swapped"
    """Roles, directions or comparisons exchanged, or the whole denied."""


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer to a question.

    ``marks`` has one of `POSSIBLE_MARKS` for each key point, ``score`` (0..1) is for the whole; a
    blind answer has neither.
    """

    question_id: str
    kind: AnswerKind
    answer: str
    marks: tuple[float, ...] = ()
    score: float | None = None


def load(
    folder: Path, questions: Mapping[str, Question]
) -> tuple[list[MarkedAnswer], list[Problem]]:
    """Return the marked answers beside a bank, and all that is wrong with them."""
    answers: list[MarkedAnswer] = []
    problems: list[Problem] = []
    for file in sorted((folder / FOLDER).glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                answers.append(_read(line, questions))
            except ValueError as error:
                where = f"{FOLDER}/{file.name}"
                problems.append(Problem(where, number, "answer", str(error)))
    if answers:
        problems += _lacking(answers, questions)
    return answers, problems


def _read(line: str, questions: Mapping[str, Question]) -> MarkedAnswer:
    """Read a line.

    Raises:
        ValueError: with the sentence that says what to mend.
    """
    try:
        given: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON object ({error.msg}); write one a line.") from error
    if not isinstance(given, dict) or not isinstance(given.get("answer"), str):
        raise ValueError("must be an object with 'id', 'kind' and 'answer'.")
    question = questions.get(str(given.get("id")))
    if question is None:
        raise ValueError(f"there is no question {given.get('id')!r}; mend the id, or take it out.")
    if given.get("kind") not in list(AnswerKind):
        raise ValueError(f"the kind {given.get('kind')!r} must be one of {', '.join(AnswerKind)}.")
    if not 0 < len(given["answer"].strip()) <= LONGEST_ANSWER:
        raise ValueError(f"an answer has 1 to {LONGEST_ANSWER:,} characters.")
    kind = AnswerKind(given["kind"])
    if kind is AnswerKind.BLIND:
        return MarkedAnswer(question.id, kind, given["answer"])
    return MarkedAnswer(question.id, kind, given["answer"], _marks(given, question), _score(given))


def _marks(given: Mapping[str, Any], question: Question) -> tuple[float, ...]:
    marks = given.get("marks")
    if not isinstance(marks, list) or len(marks) != len(question.key_points):
        raise ValueError(
            f"{question.id} has {len(question.key_points)} key points; give a mark for each."
        )
    if any(isinstance(mark, bool) or mark not in POSSIBLE_MARKS for mark in marks):
        raise ValueError("a mark is 1, 0.5, 0 or -1.")
    return tuple(float(mark) for mark in marks)


def _score(given: Mapping[str, Any]) -> float:
    score = given.get("score")
    steps = [step / 10 for step in range(11)]
    if isinstance(score, bool) or score not in steps:
        raise ValueError("the score is 0 to 1 in steps of 0.1.")
    return float(score)


def _lacking(answers: list[MarkedAnswer], questions: Mapping[str, Question]) -> Iterator[Problem]:
    """Yield what a question lacks, and answers that stand twice."""
    blind = Counter(one.question_id for one in answers if one.kind is AnswerKind.BLIND)
    marked = Counter(one.question_id for one in answers if one.kind is not AnswerKind.BLIND)
    for question in questions.values():
        for count, fewest, name in (
            (blind[question.id], FEWEST_BLIND, "blind"),
            (marked[question.id], FEWEST_MARKED, "marked"),
        ):
            if question.key_points and count < fewest:
                sentence = f"has {count} {name} answers; at least {fewest} are needed."
                yield Problem(f"{FOLDER}/{question.topic}.jsonl", 1, question.id, sentence)
    twice = Counter((one.question_id, one.answer.casefold()) for one in answers)
    for (question_id, answer), count in twice.items():
        if count > 1:
            topic = questions[question_id].topic
            sentence = f"an answer stands {count} times: {answer[:40]!r}; keep one."
            yield Problem(f"{FOLDER}/{topic}.jsonl", 1, question_id, sentence)
