"""CSV and its relatives: one record a row, quoted fields with line breaks, a header or none."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from quizbot.importing.decoding import SOFT_BREAK
from quizbot.importing.formats import columns, record, rows
from quizbot.importing.formats.columns import ColumnPlan, TableRow
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Understood

_DELIMITERS = ("\t", ";", ",", "|")
_NAMES = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "strokes"}
_DRAWN = re.compile(r"^\s*\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$|^\s*\|.*\|\s*$", re.MULTILINE)
"""Lines of a table in Markdown, which is read with the text around it."""
_WIDEST = 100
_HEADER_WITHIN = 12
"""Rows among which a header may stand; templates have a title above it."""
_REGULAR = 0.8
"""The part of the rows that must have the same number of cells where no header tells them."""


def read_headed(text: str) -> Understood | None:
    """Return the items of a table whose header names three columns or more; None without one."""
    return read(text, fewest_named=3)


def read(text: str, fewest_named: int = 0) -> Understood | None:
    """Return the items of a table in a text; None where it is none.

    ``fewest_named`` columns must be named by a header.
    """
    drawn = _DRAWN.search(text)
    for delimiter in _DELIMITERS:
        if delimiter in text and not (delimiter == "|" and drawn):
            found = _table(text, delimiter, fewest_named)
            if found is not None:
                return found
    return None


def split(text: str, delimiter: str, offset: int = 0, *, comments: bool = False) -> list[TableRow]:
    """Split a text into rows; what the module cannot read as CSV has none.

    ``offset`` is the number of lines above the text; ``comments`` leaves out lines with ``#``.
    """
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=False)
    found: list[TableRow] = []
    before = 0
    try:
        for cells in reader:
            first, before = before + 1 + offset, reader.line_num
            if any(cell.strip() for cell in cells) and not (comments and cells[0].startswith("#")):
                shown = tuple(cell.replace(SOFT_BREAK, "\n") for cell in cells)
                found.append(TableRow(shown, first, before + offset))
    except csv.Error:
        return []
    return found


def _table(text: str, delimiter: str, fewest_named: int) -> Understood | None:
    found = split(text, delimiter, comments=delimiter == "\t")
    if not found or max(len(row.cells) for row in found) > _WIDEST:
        return None
    headed = _headed(found)
    if fewest_named and (headed is None or headed[1].known < fewest_named):
        return None
    if headed is not None:
        place, plan = headed
        why = f"Its header names the columns; {_NAMES[delimiter]} part them."
        return _understood("a CSV table with a header", why, found[place + 1 :], plan, found[place])
    width, regular = Counter(len(row.cells) for row in found).most_common(1)[0]
    if delimiter == "|" or width < 2 or regular < _REGULAR * len(found) or len(found) < 2:
        return None
    guessed = columns.guess(found)
    if guessed is None:
        return None
    why = f"Its {len(found)} rows have {width} cells each; what stands in them tells the columns."
    return _understood("a CSV table without a header", why, found, guessed, None)


def _headed(found: Sequence[TableRow]) -> tuple[int, ColumnPlan] | None:
    """Return the row with the names of the columns and what they are."""
    for place, row in enumerate(found[:_HEADER_WITHIN]):
        if len(row.cells) < 2 or place + 1 == len(found):
            continue
        plan = columns.by_header(row.cells)
        if plan is not None and (plan.known > 1 or place == 0):
            return place, plan
    return None


def _understood(
    kind: str, why: str, body: Sequence[TableRow], plan: ColumnPlan, header: TableRow | None
) -> Understood:
    made = [found for row in body if (found := rows.record(row, plan)) is not None]
    told = [f"Taken for {kind}: {why}"]
    if header is not None:
        told += columns.unread(plan, header.cells, body)
    lost = [row for row in body if rows.record(row, plan) is None]
    if lost:
        lines = ", ".join(str(row.first) for row in lost[:8])
        told.append(f"{len(lost)} rows have no question and were left out (line {lines}).")
    return Understood(kind, tuple(record.items(_without_rules(made))), tuple(told))


def _without_rules(made: list[Record]) -> list[Record]:
    """Drop the row of a template that repeats what its columns are for."""
    return [one for one in made if not re.match(r"(?i)text of the question\b", one.prompt)]
