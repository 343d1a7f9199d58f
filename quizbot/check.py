"""``bot.py check``: every problem of bank and settings at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from quizbot.bank import library, schema
from quizbot.settings import Settings


def main(settings: Settings, schema_file: Path | None) -> int:
    """Print all problems, or what the bank holds; returns the exit status."""
    if schema_file is not None:
        schema_file.write_text(schema.json_schema(), encoding="utf-8")
        print(f"JSON Schema written to {schema_file}")
    bank, problems = library.inspect(settings.questions)
    for problem in problems:
        print(problem)
    if problems or bank is None:
        print(f"{len(problems)} problems found.")
        return 1
    print(summary(bank, library.known_concepts(settings.questions)))
    return 0


def summary(bank: library.Library, concepts: dict[str, str]) -> str:
    """Return one line per topic and the share of concepts covered."""
    levels = Counter((question.topic, question.level) for question in bank.questions.values())
    lines = []
    for topic in bank.titles:
        counts = {level: n for (name, level), n in levels.items() if name == topic}
        parts = ", ".join(f"{n} {level}" for level, n in sorted(counts.items()))
        lines.append(f"{topic}: {sum(counts.values())} questions ({parts})")
    covered = {concept for question in bank.questions.values() for concept in question.covers}
    total = f"{len(bank.questions)} questions in {len(bank.titles)} topics, no problems."
    share = (
        f" {len(covered & set(concepts))} of {len(concepts)} concepts covered." if concepts else ""
    )
    return "\n".join([*lines, total + share])
