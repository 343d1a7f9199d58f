"""Rows of a table to records: each cell as its column says."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.domain.question import Level
from quizbot.importing import keys, vocabulary
from quizbot.importing.formats import html
from quizbot.importing.formats.columns import ColumnPlan, TableRow
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Concern, Remark
from quizbot.importing.words import Role

_PICTURE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp)\b\S*|<img\b[^>]*>", re.IGNORECASE)
_LABELLED = re.compile(r"(?:^|(?<=[\s;,|]))\(?([A-Ja-j]|[1-9])[.):]\s+")
_LONGEST_LEVEL = 40


def record(row: TableRow, plan: ColumnPlan) -> Record | None:
    """Return what a row says; None where it asks nothing."""
    cell = _Cells(row)
    prompt = cell.all(plan.roles[Role.QUESTION])
    if not prompt:
        return None
    found = Record(prompt, row.first, row.last)
    found.answer = cell.all(plan.roles.get(Role.ANSWER, ()))
    found.why = cell.all(plan.roles.get(Role.WHY, ()))
    found.kind = cell.all(plan.roles.get(Role.KIND, ()))
    found.topic = next(iter(cell.each(plan.roles.get(Role.TOPIC, ()))), "")
    found.level = _level(cell.all(plan.roles.get(Role.LEVEL, ())))
    found.accepted = tuple(cell.several(plan.roles.get(Role.ACCEPTED, ()), r"[;|]"))
    found.references = tuple(cell.several(plan.roles.get(Role.REFERENCE, ()), r"[;|]"))
    found.given = _given(cell, plan)
    found.named = tuple("\n".join(cell.each(group)) for group in plan.keys)
    _take_options(found, cell, plan)
    pictures = [text for text in cell.each(plan.aside) if _PICTURE.fullmatch(text)]
    if pictures:
        sentence = f"A picture belongs to this question: {pictures[0][:150]}"
        found.remarks = (Remark(Concern.LINK, sentence),)
    return found


class _Cells:
    """The texts of a row, HTML read as Markdown."""

    def __init__(self, row: TableRow) -> None:
        self._cells = row.cells

    def at(self, place: int) -> str:
        """Return a cell, nothing beyond the end of the row."""
        text = self._cells[place] if 0 <= place < len(self._cells) else ""
        return html.shown(text).strip()

    def each(self, places: Sequence[int]) -> list[str]:
        """Return the cells that say something."""
        return [text for place in places if (text := self.at(place))]

    def all(self, places: Sequence[int]) -> str:
        """Return the cells as one text."""
        return "\n\n".join(self.each(places))

    def several(self, places: Sequence[int], marks: str) -> list[str]:
        """Return what stands in cells: a thing a line, or without lines what marks separate."""
        found: list[str] = []
        for text in self.each(places):
            found += text.split("\n") if "\n" in text else re.split(marks, text)
        return [part for part in map(str.strip, found) if part]


def _given(cell: _Cells, plan: ColumnPlan) -> Mapping[str, Any]:
    hints = cell.several(plan.roles.get(Role.HINT, ()), r"\|")
    points = cell.several(plan.roles.get(Role.POINTS, ()), r"[;|]")
    given: dict[str, Any] = {}
    if hints:
        given["hints"] = hints
    if points:
        given["key_points"] = [{"point": point} for point in points]
    return given


def _level(cell: str) -> Level | None:
    if cell.isdigit():
        return None
    return vocabulary.level_of_cell(cell) if len(cell) <= _LONGEST_LEVEL else None


def _take_options(found: Record, cell: _Cells, plan: ColumnPlan) -> None:
    """Fill in the options of a row, those of one cell taken apart."""
    filled = [(cell.at(place), label) for place, label in plan.options if cell.at(place)]
    if len(plan.options) == 1 and filled:
        found.options = split(filled[0][0])
        if len(found.options) < 2:
            found.options = []
            sentence = (
                f'The options stand in one cell that was not understood: "{filled[0][0][:120]}"'
            )
            found.remarks = (*found.remarks, Remark(Concern.KEY, sentence))
    else:
        found.options = [text for text, _ in filled]
        labels = tuple(label for _, label in filled)
        found.labels = labels if all(labels) else ()
        found.whys = [cell.at(plan.whys.get(label, -1)) for label in labels]
    wrong = cell.each(plan.wrong)
    found.wrong = split(wrong[0]) if len(plan.wrong) == 1 and wrong else wrong


def split(text: str) -> list[str]:
    """Take a list in one cell apart: as JSON, by lines, by letters, or by the first mark in it."""
    listed = _literal(text)
    if listed is not None:
        return listed
    if "\n" in text:
        return [line.strip(" -*•\t") for line in text.split("\n") if line.strip()]
    parts = _LABELLED.split(text)
    labels = [label.upper() for label in parts[1::2]]
    if len(labels) > 1 and labels in ([*keys.OPTION_LETTERS[: len(labels)]], _counted(len(labels))):
        return [part.strip(" ;,|") for part in parts[2::2]]
    mark = next((mark for mark in ("|", ";", " / ", ",") if mark in text), None)
    return [part.strip() for part in text.split(mark) if part.strip()] if mark else [text]


def _counted(count: int) -> list[str]:
    return [str(i + 1) for i in range(count)]


def _literal(text: str) -> list[str] | None:
    """Read a list as JSON or Python write it."""
    if not (text.startswith(("[", "{")) and text.endswith(("]", "}")) and len(text) < 5000):
        return None
    value: Any = None
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text)
            break
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and value and all(isinstance(entry, str | int) for entry in value):
        return [str(entry).strip() for entry in value]
    return None
