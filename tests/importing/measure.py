"""Measure the importer on documents whose questions somebody listed by hand.

    python -m tests.importing.measure DOCUMENTS INVENTORY

``DOCUMENTS`` is a folder, ``INVENTORY`` a folder with ``questions.json`` (or that file): a list of
objects with ``seed`` (the document's file name), ``line``, ``question``, ``level``,
``level_inferred``, ``answer_lines`` ([first, last] or null) and ``occurrence`` (``item`` or
``index``). A level that the list's author had to infer counts as right whatever is found. Where
the list has ``answer``, ``short``, ``options`` and ``right`` (the places of the right options, null
where nobody can tell, which must be remarked upon), these are compared as well.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import document
from quizbot.importing.item import Concern, Item, Place, Understood

HEAD = (
    *(
        "document",
        "items",
        "found",
        "text",
        "level",
        "lines",
        "answer",
        "options",
        "key",
        "all right",
    ),
    *("false", "index", "merged", "repaired", "to look at"),
)


@dataclass
class Score:
    """What was right in one document."""

    name: str
    expected: int = 0
    found: int = 0
    text: int = 0
    level: int = 0
    lines: int = 0
    answer: int = 0
    options: int = 0
    key: int = 0
    right: int = 0
    false: int = 0
    index: str = ""
    merged: int = 0
    repaired: int = 0
    concerns: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self) -> list[str]:
        share = f"{self.right / max(self.expected, 1):.1%}"
        numbers = [self.expected, self.found, self.text, self.level, self.lines]
        numbers += [self.answer, self.options, self.key]
        rest = [self.false, self.index, self.merged, self.repaired, self.concerns]
        return [self.name, *map(str, numbers), f"{self.right} ({share})", *map(str, rest)]


def measure(name: str, data: bytes, expected: Sequence[Mapping[str, Any]]) -> Score:
    """Compare what the importer finds in a document with the list."""
    score = Score(name)
    try:
        understood = document.understand(data, stem_set)
    except Refusal as refusal:
        understood = Understood("refused", (), (str(refusal),))
    found = dict(_found(understood.items))
    listed = {q["line"]: q for q in expected if q.get("occurrence") == "index"}
    items = {q["line"]: q for q in expected if q.get("occurrence", "item") == "item"}
    score.expected = len(items)
    for line, question in items.items():
        _compare(score, question, found.get(line))
    strangers = [line for line in found if line not in items and line not in listed]
    score.false = len(strangers)
    score.faults += [f"{line}: no question: {found[line].prompt[:80]!r}" for line in strangers]
    seen = sum(line in found and _same(found[line].prompt, listed[line]) for line in listed)
    score.index = f"{seen}/{len(listed)}" if listed else "-"
    score.merged = sum(not place.index for item in understood.items for place in item.places)
    score.repaired = sum(
        int(number)
        for remark in understood.remarks
        for number in re.findall(r"repaired in (\d+)", remark)
    )
    quiet = (Concern.NO_LEVEL, Concern.CLEANED)
    score.concerns = sum(
        any(r.concern not in quiet for r in item.remarks) for item in understood.items
    )
    return score


def _found(items: Sequence[Item]) -> Iterator[tuple[int, Item | Place]]:
    """Return every place where a question was found, by its line."""
    for item in items:
        yield item.line, item
        for place in item.places:
            yield place.line, place


def _compare(score: Score, question: Mapping[str, Any], found: Item | Place | None) -> None:
    if found is None:
        score.faults.append(f"{question['line']}: missed: {question['question'][:80]!r}")
        return
    lines = tuple(question["answer_lines"]) if question["answer_lines"] else None
    text = _same(found.prompt, question)
    level = bool(question.get("level_inferred")) or found.level == question["level"]
    span = found.answer_lines == lines
    score.found += 1
    score.text += text
    score.level += level
    score.lines += span
    answer = _says(found, question, "answer")
    options, key = _says(found, question, "options"), _says(found, question, "right")
    score.answer += answer
    score.options += options
    score.key += key
    score.right += text and level and span and answer and options and key
    for right, what, got, wanted in (
        (answer, "answer", found, question.get("answer")),
        (options, "options", found, question.get("options")),
        (key, "key", found, question.get("right")),
        (text, "text", found.prompt, question["question"]),
        (level, "level", found.level, question["level"]),
        (span, "lines", found.answer_lines, lines),
    ):
        if not right:
            score.faults.append(f"{question['line']}: {what}: {got!r}, not {wanted!r}")


def _says(found: Item | Place, question: Mapping[str, Any], what: str) -> bool:
    """Tell whether an item has the answer, the options or the key that the list gives it."""
    if what not in question or isinstance(found, Place):
        return True
    if what == "answer":
        shorts = list(found.short_answers) == question.get("short", [])
        return bool(found.answer == question["answer"] and shorts)
    if what == "options":
        return bool([choice.text for choice in found.choices] == question["options"])
    right = [place for place, choice in enumerate(found.choices) if choice.correct]
    if question["right"] is None:
        return not right and any(remark.concern is Concern.KEY for remark in found.remarks)
    return bool(right == question["right"])


def _same(prompt: str, question: Mapping[str, Any]) -> bool:
    return _plain(prompt) == _plain(question["question"])


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", text).split())


def table(scores: Sequence[Score]) -> str:
    """Return the scores as a table with a last line for all of them."""
    total = Score("all")
    for score in scores:
        for name in (
            *("expected", "found", "text", "level", "lines", "answer", "options", "key"),
            *("right", "false"),
        ):
            setattr(total, name, getattr(total, name) + getattr(score, name))
        for name in ("merged", "repaired", "concerns"):
            setattr(total, name, getattr(total, name) + getattr(score, name))
    rows = [list(HEAD), *(score.row() for score in [*scores, total])]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, with --faults each fault too; 1 when less than 97 % is right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("documents", type=Path)
    parser.add_argument("inventory", type=Path)
    parser.add_argument("--faults", action="store_true", help="print each fault")
    chosen = parser.parse_args(arguments)
    source = chosen.inventory
    listed = json.loads(
        (source / "questions.json" if source.is_dir() else source).read_text(encoding="utf-8")
    )
    scores = []
    for name in sorted({question["seed"] for question in listed}):
        data = (chosen.documents / name).read_bytes()
        scores.append(measure(name, data, [q for q in listed if q["seed"] == name]))
    print(table(scores))
    if chosen.faults:
        print(*(f"{s.name}:{fault}" for s in scores for fault in s.faults), sep="\n")
    right, expected = sum(s.right for s in scores), sum(s.expected for s in scores)
    return int(right < 0.97 * expected or any(score.false for score in scores))


if __name__ == "__main__":
    sys.exit(main())
