"""The CSV that this bot exports, as it went out or as a person changed it in a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.bank.exporting import sheet
from quizbot.domain.question import Choice, Level
from quizbot.importing import keys
from quizbot.importing.formats import delimited
from quizbot.importing.formats.columns import TableRow
from quizbot.importing.item import Concern, Item, Remark, Understood
from quizbot.importing.keys import Offered

_NEEDED = frozenset(sheet.FIELDS) | {"correct", "option 1"}
_LISTS = ("key_points", "short_answers", "hints", "references")


def read(text: str) -> Understood | None:
    """Return the questions of such a file; None for another one."""
    first = text.split("\n", 1)[0].casefold()
    if not all(name in first for name in _NEEDED):
        return None
    for delimiter in (",", ";", "\t"):
        found = delimited.split(text, delimiter)
        if found and frozenset(cell.strip().casefold() for cell in found[0].cells) >= _NEEDED:
            names = [cell.strip().casefold() for cell in found[0].cells]
            items = [item for row in found[1:] if (item := _item(row, names)) is not None]
            lost = len(found) - 1 - len(items)
            told = (f"{lost} rows have no question and were left out.",) if lost else ()
            return Understood("a table that this bot exported", tuple(items), told)
    return None


def _item(row: TableRow, names: Sequence[str]) -> Item | None:
    cells = {name: sheet.original(cell) for name, cell in zip(names, row.cells, strict=False)}
    remarks: list[Remark] = []
    fields = _fields(cells, remarks)
    if not fields.get("prompt"):
        return None
    level = fields.get("level")
    answer = str(fields.get("answer", ""))
    choices = fields.get("choices", [])
    shorts, references = fields.get("short_answers", []), fields.get("references", [])
    return Item(
        prompt=str(fields["prompt"]),
        answer=answer,
        line=row.first,
        answer_lines=(row.first, row.last) if answer or choices or shorts else None,
        level=Level(level) if level in list(Level) else None,
        choices=tuple(Choice(c["text"], bool(c.get("correct")), c.get("why", "")) for c in choices),
        short_answers=tuple(shorts),
        references=tuple(references),
        topic=str(fields.pop("topic", "")),
        given=fields,
        remarks=tuple(remarks),
    )


def _fields(cells: Mapping[str, str], remarks: list[Remark]) -> dict[str, Any]:
    """Return the fields of a row in the bank's words; what a person changed in a cell counts."""
    shown: dict[str, Any] = {}
    for name, field in sheet.FIELDS.items():
        cell = cells.get(name, "")
        texts = sheet.unlisted(cell)
        shown[field] = texts if field in _LISTS else cell.strip("\n")
    shown["key_points"] = [{"point": point} for point in shown["key_points"]]
    shown["choices"] = _choices(cells, remarks)
    details = _details(cells.get(sheet.DETAILS, ""), remarks)
    as_exported = dict(zip(sheet.COLUMNS, sheet.row({**shown, **details}), strict=False))
    for field, value in details.items():
        columns = _columns(field)
        if all(_same(as_exported[name], cells.get(name, "")) for name in columns):
            shown[field] = value
        else:
            shown[field] = _kept(shown[field], value)
    return {field: value for field, value in shown.items() if value not in ("", [])}


def _columns(field: str) -> list[str]:
    """Return the columns in which a field stands for a person to see."""
    if field == "choices":
        return [name for name in sheet.COLUMNS if name == "correct" or name.startswith("option ")]
    return [name for name, known in sheet.FIELDS.items() if known == field]


def _same(exported: str, cell: str) -> bool:
    """Tell whether a cell still holds what went out, as far as a file keeps it."""
    return _printed(exported) == _printed(cell)


def _printed(text: str) -> str:
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())


def _kept(shown: Any, value: Any) -> Any:
    """Return what a person wrote, with the details of entries that are still the same."""
    if not isinstance(value, list) or not isinstance(shown, list):
        return shown
    known = {
        _name(entry): {name: told for name, told in entry.items() if name != "correct"}
        for entry in value
        if isinstance(entry, dict)
    }
    return [
        {**known.get(_name(entry), {}), **entry} if isinstance(entry, dict) else entry
        for entry in shown
    ]


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("point", entry.get("text", "")))


def _details(cell: str, remarks: list[Remark]) -> dict[str, Any]:
    if not cell.strip():
        return {}
    try:
        value = json.loads(cell)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        sentence = "The last column was changed and cannot be read; what it said is left out."
        remarks.append(Remark(Concern.FORM, sentence))
        return {}
    return value


def _choices(cells: Mapping[str, str], remarks: list[Remark]) -> list[dict[str, Any]]:
    numbered = [name for name in cells if name.startswith("option ")]
    texts = [cells[name] for name in numbered if cells[name].strip()]
    if not texts:
        return []
    named = sheet.unlisted(cells.get("correct", ""))
    right = [place for place, text in enumerate(texts) if text in named]
    if not right or len(right) != len(named):
        labels = tuple(str(i + 1) for i in range(len(texts)))
        decision = keys.decide([Offered(tuple(texts), ("\n".join(named),), labels)])[0]
        right = list(decision.right)
        if decision.doubt:
            remarks.append(keys.unsure(decision.doubt))
    return [
        {"text": text, **({"correct": True} if place in right else {})}
        for place, text in enumerate(texts)
    ]
