"""Questions as CSV with a header, for spreadsheets; our importer reads it back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from quizbot.domain.question import Question

OPTIONS = 5
COLUMNS = (
    *("id", "topic", "level", "question", "answer", "key points", "short answers", "hints"),
    *("references", "correct", *(f"option {i}" for i in range(1, OPTIONS + 1))),
)
_FORMULA = ("=", "+", "@", "\t", "\r")


def write(questions: Iterable[Question]) -> str:
    """Return the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for question in questions:
        writer.writerow([_harmless(cell) for cell in _cells(question)])
    return out.getvalue()


def _cells(question: Question) -> list[str]:
    options = [choice.text for choice in question.choices]
    right = question.correct_choice
    return [
        question.id,
        question.topic,
        question.level.value,
        question.prompt,
        question.answer,
        _several(point.point for point in question.key_points),
        _several(question.short_answers),
        _several(question.hints),
        _several(question.references),
        "" if right is None else options[right],
        *options,
        *[""] * (OPTIONS - len(options)),
    ]


def _several(texts: Iterable[str]) -> str:
    """Return a text a line; a single one with a semicolon ends its line, and is read as one."""
    lines = [*texts]
    single = len(lines) == 1 and re.search(r"[;|]", lines[0])
    return "\n".join(lines) + ("\n" if single else "")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    risky = cell.startswith(_FORMULA) or (cell.startswith("-") and not cell.startswith("- "))
    return f"'{cell}" if risky else cell
