"""``bot.py check``: every problem of bank and settings at once."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from quizbot.bank import library, marked, report, schema
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.problem import Problem
from quizbot.domain.question import Question
from quizbot.grading import lint
from quizbot.grading.grader import Grader
from quizbot.settings import Settings

CONFUSED_EVERY = 16


def main(settings: Settings, schema_file: Path | None, *, bank_report: bool) -> int:
    """Print all problems, or what the bank holds; returns the exit status."""
    if schema_file is not None:
        schema_file.write_text(schema.json_schema(), encoding="utf-8")
        print(f"JSON Schema written to {schema_file}")
    bank, problems = library.inspect(settings.questions)
    answers: list[MarkedAnswer] = []
    if bank is not None:
        answers, problems = marked.load(settings.questions, bank.questions)
    if bank is not None and bank_report:
        problems = [*problems, *_report(bank, answers, settings.questions)]
    for problem in problems:
        print(problem)
    if problems or bank is None:
        print(f"{len(problems)} problems found.")
        return 1
    if lack := Grader(()).lack:
        print(f"The grader is not whole: {lack}")
    concepts = library.known_concepts(settings.questions)
    covered = {concept for question in bank.questions.values() for concept in question.covers}
    tried = f", {len(answers):,} marked answers" if answers else ""
    print(
        f"{len(bank.questions)} questions in {len(bank.titles)} topics, "
        f"{len(covered & set(concepts))} of {len(concepts)} concepts covered{tried}, no problems."
    )
    return 0


def _report(bank: Library, answers: Sequence[MarkedAnswer], folder: Path) -> list[Problem]:
    """Print figures about the bank and return what its lint finds."""
    grader = Grader(bank.questions.values())
    concepts = library.known_concepts(folder)
    tables = [report.totals(bank, concepts), report.figures(bank), report.guesses(bank)]
    print(*tables, report.ageing(bank), _confused(bank, grader), sep="\n\n", end="\n\n")
    return [
        *report.guessable(bank),
        *lint_problems(bank, [*bank.questions.values()], answers, grader),
    ]


def lint_problems(
    bank: Library, questions: Sequence[Question], answers: Sequence[MarkedAnswer], grader: Grader
) -> Iterator[Problem]:
    """Yield what the lint of the grader finds in some questions of a bank."""
    blind: defaultdict[str, list[str]] = defaultdict(list)
    for one in answers:
        if one.kind is AnswerKind.BLIND:
            blind[one.question_id].append(one.answer)

    def found(question: Question) -> list[Problem]:
        neighbours = [
            other
            for other in bank.questions.values()
            if other.topic == question.topic and other is not question and other.key_points
        ]
        sentences = lint.lint(question, neighbours, blind[question.id], grader)
        return [Problem(*bank.places[question.id], question.id, said) for said in sentences]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for problems in pool.map(
            found, (question for question in questions if question.key_points)
        ):
            yield from problems


def _confused(bank: Library, grader: Grader) -> str:
    """Return how often the grader takes a sentence for a point that it does not say.

    One question in `CONFUSED_EVERY` is asked, since all of them would take an hour.
    """
    turned = told = phrasings = others = 0
    for question in [*bank.questions.values()][::CONFUSED_EVERY]:
        told += sum(len(point.contrary) for point in question.key_points)
        turned += sum(1 for _ in lint.covers_own(question, grader))
        phrasings += sum(len(point.accept) for point in question.key_points)
        others += sum(1 for _ in lint.covers_another(question, grader))
    return (
        f"The grader ({grader.version}) takes {turned:,} of {told:,} sentences that turn a point "
        f"round for the point,\nand {others:,} of {phrasings:,} accepted phrasings for another "
        "point of the question as well."
    )
