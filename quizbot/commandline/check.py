"""``bot.py check``: every problem of bank and settings at once."""

from __future__ import annotations

from pathlib import Path

from quizbot.bank import library, report, schema
from quizbot.bank.library import Library
from quizbot.bank.problem import Problem
from quizbot.grading.grader import Grader
from quizbot.grading.lint import lint
from quizbot.settings import Settings


def main(settings: Settings, schema_file: Path | None, *, bank_report: bool) -> int:
    """Print all problems, or what the bank holds; returns the exit status."""
    if schema_file is not None:
        schema_file.write_text(schema.json_schema(), encoding="utf-8")
        print(f"JSON Schema written to {schema_file}")
    bank, problems = library.inspect(settings.questions)
    if bank is not None and bank_report:
        grader = Grader(bank.questions.values())
        problems = [one for topic in bank.titles for one in lint_problems(bank, grader, topic)]
        concepts = library.known_concepts(settings.questions)
        print(report.totals(bank, concepts), report.figures(bank), sep="\n\n", end="\n\n")
    for problem in problems:
        print(problem)
    if problems or bank is None:
        print(f"{len(problems)} problems found.")
        return 1
    if lack := Grader(()).lack:
        print(f"Answers are graded by word stems alone: {lack}")
    concepts = library.known_concepts(settings.questions)
    covered = {concept for question in bank.questions.values() for concept in question.covers}
    print(
        f"{len(bank.questions)} questions in {len(bank.titles)} topics, "
        f"{len(covered & set(concepts))} of {len(concepts)} concepts covered, no problems."
    )
    return 0


def lint_problems(bank: Library, grader: Grader, topic: str) -> list[Problem]:
    """Return what the lint of the grader finds in a topic of a bank."""
    of_topic = [question for question in bank.questions.values() if question.topic == topic]
    problems = []
    for question in (q for q in of_topic if q.key_points):
        neighbours = [other for other in of_topic if other is not question]
        file, line = bank.places[question.id]
        found = lint(question, neighbours, grader)
        problems += [Problem(file, line, question.id, sentence) for sentence in found]
    return problems
