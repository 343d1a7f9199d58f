"""Tables in Markdown with a column of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizbot.importing.formats import columns, record, rows
from quizbot.importing.formats.columns import TableRow
from quizbot.importing.item import Item, Place
from quizbot.importing.prose.lines import Kind, Line, plain

_CELL = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LINK = re.compile(r"\[([^\[\]]*)\]\((#?)[^()]*\)")


def items(lines: Sequence[Line]) -> tuple[list[Item], list[Place]]:
    """Return the questions of a document's tables; those that have no answers, as a list."""
    found: list[Item] = []
    listed: list[Place] = []
    for table in _tables(lines):
        plan = columns.by_header(table[0].cells)
        body = table[1:] if plan else table
        plan = plan or (columns.guess(body) if len(body) > 1 and _two_columns(body) else None)
        if plan is None:
            continue
        made = record.items([one for row in body if (one := rows.record(row, plan)) is not None])
        if any(item.answered for item in made):
            found += made
        else:
            listed += [Place(i.line, i.prompt, i.level, None, index=True) for i in made]
    return found, listed


def _two_columns(rows: Sequence[TableRow]) -> bool:
    return all(len(row.cells) in (2, 3) for row in rows)


def _tables(lines: Sequence[Line]) -> Iterator[list[TableRow]]:
    found: list[TableRow] = []
    for line in [*lines, Line(0, "", Kind.BLANK)]:
        if line.kind is Kind.TABLE:
            if not _DASHES.fullmatch(line.raw):
                found.append(TableRow(_cells(line.raw), line.number, line.number))
        elif found:
            if len(found) > 1:
                yield found
            found = []


def _cells(raw: str) -> tuple[str, ...]:
    inner = raw.strip().removeprefix("|").removesuffix("|")
    return tuple(_cell(cell) for cell in _CELL.split(inner))


def _cell(cell: str) -> str:
    text = plain(re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|"))).strip()
    if re.fullmatch(r"\*\*.+\*\*", text) and text.count("**") == 2:
        text = text[2:-2]
    link = _LINK.fullmatch(text)
    return link[1] if link and link[2] else text
