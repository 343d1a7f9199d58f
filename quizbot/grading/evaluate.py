"""Measure the grader on answers that people have graded.

``python -m quizbot.grading.evaluate`` tells how it does on the marked answers beside the bank.
``python -m quizbot.grading.evaluate FILE`` reads JSON lines with ``question``, ``reference``,
``answer`` and ``score`` (a person's, 0..1) and prints how far grader and people agree. A line may
name its ``set``; each set is told apart. The questions of the file stand for the bank.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quizbot.bank import library, marked
from quizbot.domain.question import Level, Question
from quizbot.errors import QuizError
from quizbot.grading import marked_report
from quizbot.grading.agreement import Scores, agreement
from quizbot.grading.grader import Grader

QUESTIONS = Path("questions")


class BadFile(QuizError):
    """The file cannot be used; the sentence names the line."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One graded answer; ``score`` is a person's, 0..1."""

    question: str
    reference: str
    answer: str
    score: float
    set: str = ""


def read(lines: Iterable[str]) -> list[Graded]:
    """Read JSON lines.

    Raises:
        BadFile: a line is not one, or lacks something, or there is none.
    """
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            question, reference, answer = (
                str(data[key]) for key in ("question", "reference", "answer")
            )
            row = Graded(
                question, reference, answer, float(data["score"]), str(data.get("set", ""))
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile(
                f"line {number} is not a JSON object with question, reference, answer and score "
                f"({error}); mend it and start again."
            ) from error
        if not 0.0 <= row.score <= 1.0:
            raise BadFile(f"line {number}: the score is {row.score}; it must be from 0 to 1.")
        rows.append(row)
    if not rows:
        raise BadFile("the file holds no answers; give it one JSON object a line.")
    return rows


def grade(rows: Sequence[Graded]) -> Scores:
    """Return the grader's score of each answer, the rows' questions being its bank."""
    asked = dict.fromkeys((row.question, row.reference) for row in rows)
    questions = {key: _question(f"q{i}", *key) for i, key in enumerate(asked)}
    grader = Grader(questions.values())

    def score(row: Graded) -> float:
        return grader.grade(questions[row.question, row.reference], row.answer).score

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.array([*pool.map(score, rows)])


def _question(name: str, prompt: str, answer: str) -> Question:
    return Question(name, "evaluation", Level.INTERMEDIATE, prompt, answer, ())


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the agreement for each set of a file."""
    parser = argparse.ArgumentParser(prog="quizbot.grading.evaluate", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="JSON lines; without it, the bank's")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="the bank's folder")
    chosen = parser.parse_args(arguments)
    if chosen.file is None:
        _report_on_bank(chosen.questions)
        return
    try:
        rows = read(chosen.file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError, BadFile) as error:
        sys.exit(f"{chosen.file}: {error}")
    sets: dict[str, list[Graded]] = defaultdict(list)
    for row in rows:
        sets[row.set].append(row)
    for name, of_set in sets.items():
        names, people = [row.question for row in of_set], np.array([r.score for r in of_set])
        print(f"{name or 'all'}: {agreement(names, people, grade(of_set))}")


def _report_on_bank(folder: Path) -> None:
    bank = library.load(folder)
    answers, _ = marked.load(folder, bank.questions)
    for line in marked_report.report(bank, answers, Grader(bank.questions.values())):
        print(line, flush=True)


if __name__ == "__main__":
    main()
