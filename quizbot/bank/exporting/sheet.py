"""Questions as CSV with a header, for spreadsheets; our importer reads back all that is in it.

A list stands in one cell, a text a line; a line that goes on with its text begins with two blanks.
What no cell can say (points' phrasings, mistakes, whys ...) stands as JSON in the last column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from quizbot.bank import limits
from quizbot.bank.exporting import topicfile
from quizbot.domain.question import Question

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""
FIELDS: Mapping[str, str] = {
    "id": "id",
    "topic": "topic",
    "level": "level",
    "question": "prompt",
    "answer": "answer",
    "key points": "key_points",
    "short answers": "short_answers",
    "hints": "hints",
    "references": "references",
}
"""What the first columns hold, in the bank's words."""
DETAILS = "details"
COLUMNS = (
    *FIELDS,
    "correct",
    *(f"option {i}" for i in range(1, limits.MAX_CHOICES + 1)),
    DETAILS,
)
_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GOES_ON = "  "


def write(questions: Iterable[Question]) -> str:
    """Return the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for question in questions:
        fields = {"topic": question.topic, **entry(question)}
        cells = [*row(fields), _details(fields)]
        writer.writerow([harmless(cell) for cell in cells])
    return BYTE_ORDER_MARK + out.getvalue()


def entry(question: Question) -> dict[str, Any]:
    """Return a question in the shape of a bank file, its answer with its own line breaks."""
    return {**topicfile.entry(question), "answer": question.answer}


def row(fields: Mapping[str, Any]) -> list[str]:
    """Return the cells of a question in the shape of a bank file, but for the details."""
    choices = fields.get("choices", [])
    texts = [str(choice["text"]) for choice in choices]
    right = [str(choice["text"]) for choice in choices if choice.get("correct")]
    cells = [_cell(fields.get(name, "")) for name in FIELDS.values()]
    return [*cells, listed(right), *texts, *[""] * (limits.MAX_CHOICES - len(texts))]


def _cell(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return listed(text for entry in value for text in _points(entry))


def _points(entry: Any) -> list[str]:
    """Return the texts of an entry: a text, a key point, or a group of them."""
    if isinstance(entry, str):
        return [entry]
    return [str(point["point"]) for point in entry.get("points", [entry])]


def listed(texts: Iterable[str]) -> str:
    """Return texts as the lines of one cell."""
    return "\n".join(text.replace("\n", f"\n{_GOES_ON}") for text in texts)


def unlisted(cell: str) -> list[str]:
    """Return the texts of a cell that `listed` made; blank ones count for nothing."""
    found: list[str] = []
    for line in cell.split("\n"):
        if line.startswith(_GOES_ON) and found:
            found[-1] += f"\n{line.removeprefix(_GOES_ON)}"
        elif line.strip():
            found.append(line)
    return found


def _details(fields: Mapping[str, Any]) -> str:
    """Return as JSON what the other cells do not say or a file does not keep as it is."""
    shown = {
        name: value
        for name, value in fields.items()
        if name not in ("id", "topic", "level") and not _says_all(name, value)
    }
    return json.dumps(shown) if shown else ""


def _says_all(name: str, value: Any) -> bool:
    """Tell whether the cells hold a field as it is."""
    if name == "choices":
        plain = all(set(choice) <= {"text", "correct"} for choice in value)
        texts = [str(choice["text"]) for choice in value]
        return plain and all(map(_stays, texts)) and len(texts) <= limits.MAX_CHOICES
    if name not in FIELDS.values():
        return name == "graded"
    if isinstance(value, str):
        return _stays(value)
    texts = [text for entry in value for text in _points(entry)]
    plain = all(isinstance(entry, str) or set(entry) == {"point"} for entry in value)
    return plain and all(map(_stays, texts)) and unlisted(listed(texts)) == texts


def _stays(text: str) -> bool:
    """Tell whether a text comes back from a file as it went out: no breaks or signs of its own."""
    return text == text.strip() and all(sign == "\n" or sign.isprintable() for sign in text)


def harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula; `original` undoes it."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def original(cell: str) -> str:
    """Return a cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
