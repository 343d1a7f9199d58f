"""Blackboard's text files: a code for the form, the question, and what belongs to it, by tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizbot.importing.formats import html, record
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Understood

_FEWEST = 0.8


def read(text: str) -> Understood | None:
    """Return the questions of such a file; None for another one."""
    lines = [line.split("\t") for line in text.split("\n")]
    filled = [cells for cells in lines if any(map(str.strip, cells))]
    coded = sum(len(cells) > 1 and cells[0].strip() in _READERS for cells in filled)
    if not filled or coded < _FEWEST * len(filled):
        return None
    made = [
        _record(number, [cell.strip() for cell in cells])
        for number, cells in enumerate(lines, 1)
        if len(cells) > 1 and cells[0].strip() in _READERS and cells[1].strip()
    ]
    kind = "questions in Blackboard's form"
    told = [f"Taken for {kind}: {coded} of its rows begin with the code of a form."]
    if len(made) < len(filled):
        told.append(f"{len(filled) - len(made)} rows have no question and were left out.")
    return Understood(kind, tuple(record.items(made)), tuple(told))


def _record(number: int, cells: Sequence[str]) -> Record:
    found = Record(html.shown(cells[1]), number, number)
    _READERS[cells[0]](found, [html.shown(cell) for cell in cells[2:]])
    return found


def _choices(found: Record, cells: Sequence[str]) -> None:
    found.options = [text for text in cells[::2] if text]
    flags: list[bool | None] = [flag.casefold() == "correct" for flag in cells[1::2]]
    found.flags = [*flags, *[False] * len(found.options)][: len(found.options)]


def _truth(found: Record, cells: Sequence[str]) -> None:
    found.kind, found.answer = "true/false", next(iter(cells), "")


def _texts(found: Record, cells: Sequence[str]) -> None:
    found.accepted = tuple(filter(None, cells))


def _number(found: Record, cells: Sequence[str]) -> None:
    value, around = [*cells, "", ""][:2]
    wide = around.strip(" 0.,")
    found.accepted = (f"{value} ± {around}" if wide else value,) if value else ()


def _told(found: Record, cells: Sequence[str]) -> None:
    found.answer = "\n".join(filter(None, cells))


def _pairs(found: Record, cells: Sequence[str]) -> None:
    listed = zip(cells[::2], cells[1::2], strict=False)
    found.answer = "\n".join(f"- {one} → {other}" for one, other in listed if one)


_READERS: Mapping[str, Callable[[Record, Sequence[str]], None]] = {
    **dict.fromkeys(("MC", "MA"), _choices),
    "TF": _truth,
    **dict.fromkeys(("FIB", "FIL"), _texts),
    "NUM": _number,
    "MAT": _pairs,
    **dict.fromkeys(("ESS", "SR", "ORD", "OP", "FIB_PLUS", "JUMBLED_SENTENCE"), _told),
}
"""What follows the question, by the code of its form."""
