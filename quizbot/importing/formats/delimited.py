"""CSV, its relatives, and Anki's text export: one record a row, quoted fields with line breaks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizbot.importing.formats import columns, html
from quizbot.importing.formats.columns import ColumnPlan, TableRow
from quizbot.importing.item import Item, Understood

_DELIMITERS = ("\t", ";", ",", "|")
_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
    r"\t": "\t",
}
_WIDEST = 100
_DIRECTIVE = re.compile(r"#([a-z ]+):\s?(.*)", re.IGNORECASE)
_KNOWN = {"separator", "html", "tags", "columns", "notetype", "deck", "guid", "if matches"}
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_TAGGED = re.compile(
    r"</?(?:br|div|b|i|u|p|ul|ol|li|span|img|strong|em|code|pre|table|h\d|a|sub|sup|font|hr)\b[^>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|#\d+);",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What the header lines of an Anki file say."""

    values: dict[str, str]
    lines: int

    @property
    def other_columns(self) -> set[int]:
        """Columns that are no field of a note, counted from 0."""
        numbers = (v for k, v in self.values.items() if k.endswith(" column"))
        return {int(number) - 1 for number in numbers if number.strip().isdigit()}


def read(text: str) -> Understood | None:
    """Return the items of a delimited file; None where the text is none."""
    settings = _settings(text)
    body = "\n".join(text.split("\n")[settings.lines :])
    if "separator" in settings.values or len(settings.values) > 1:
        sign = settings.values.get("separator", "tab").strip().casefold()
        delimiter = _SEPARATORS.get(sign) or (sign if len(sign) == 1 else "\t")
        return _anki(_rows(body, delimiter, settings.lines, comments=True), settings)
    for delimiter in _DELIMITERS:
        found = _table(body, delimiter)
        if found is not None:
            return found
    return None


def _settings(text: str) -> _Settings:
    values: dict[str, str] = {}
    lines = 0
    for line in text[:4000].split("\n"):
        match = _DIRECTIVE.fullmatch(line.strip())
        name = match[1].strip().casefold() if match else ""
        if not match or name.removesuffix(" column") not in _KNOWN:
            break
        values[name] = match[2]
        lines += 1
    return _Settings(values, lines)


def _rows(text: str, delimiter: str, offset: int, *, comments: bool = False) -> list[TableRow]:
    """Split a text into rows; what the module cannot read as CSV has none."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=False)
    found: list[TableRow] = []
    before = 0
    try:
        for cells in reader:
            first, before = before + 1 + offset, reader.line_num
            if any(cell.strip() for cell in cells) and not (comments and cells[0].startswith("#")):
                found.append(TableRow(tuple(cells), first, before + offset))
    except csv.Error:
        return []
    return found


def _table(text: str, delimiter: str) -> Understood | None:
    if text.count(delimiter) < 1:
        return None
    rows = _rows(text, delimiter, 0, comments=delimiter == "\t")
    if not rows:
        return None
    widths = Counter(len(row.cells) for row in rows)
    width, regular = widths.most_common(1)[0]
    if max(widths) > _WIDEST:
        return None
    plan = columns.by_header(rows[0].cells) if len(rows[0].cells) > 1 else None
    if plan is not None and len(rows) > 1 and _is_header(rows[0]):
        return _understood("a CSV table with a header", rows[1:], plan)
    if delimiter == "|" or width < 2 or regular < 0.8 * len(rows):
        return None
    if delimiter == "\t" and _looks_like_cards(text, rows):
        return _anki(rows, _Settings({}, 0))
    plan = columns.guess(rows) if len(rows) > 1 else None
    return _understood("a CSV table without a header", rows, plan) if plan else None


def _is_header(row: TableRow) -> bool:
    return all(len(cell) <= 40 and "\n" not in cell for cell in row.cells)


def _looks_like_cards(text: str, rows: Sequence[TableRow]) -> bool:
    tagged = len(_TAGGED.findall(text[:50_000])) > 0 or "{{c1::" in text
    return tagged or (len(rows) > 1 and text.count("\t") >= len(rows))


def _understood(kind: str, rows: Sequence[TableRow], plan: ColumnPlan) -> Understood:
    items = [item for row in rows if (item := columns.item(row, plan)) is not None]
    lost = len(rows) - len(items)
    told = (f"{lost} rows have no question and were left out.",) if lost else ()
    return Understood(kind, tuple(items), told)


def _anki(rows: Sequence[TableRow], settings: _Settings) -> Understood:
    named = settings.values.get("columns")
    delimiter = _SEPARATORS.get(settings.values.get("separator", "tab").casefold(), "\t")
    header = named.split(delimiter) if named else []
    plan = columns.by_header(header) if header else None
    if plan is None and rows and (first := columns.by_header(rows[0].cells)) and len(rows) > 1:
        plan, rows = first, rows[1:]
    is_html = settings.values.get("html", "").strip().casefold() == "true"
    items = [item for row in rows if (item := _card(row, plan, settings, is_html))]
    lost = len(rows) - len(items)
    told = (f"{lost} rows have no question and were left out.",) if lost else ()
    return Understood("cards exported from Anki", tuple(items), told)


def _card(
    row: TableRow, plan: ColumnPlan | None, settings: _Settings, is_html: bool
) -> Item | None:
    cells = tuple(_plain(cell, is_html) for cell in row.cells)
    cells = (cells[0].replace("**", ""), *cells[1:])
    if plan is not None:
        return columns.item(replace(row, cells=cells), plan)
    other = settings.other_columns
    fields = [cell for i, cell in enumerate(cells) if i not in other]
    if not fields or not fields[0].strip():
        return None
    if _CLOZE.search(fields[0]):
        return _cloze(row, fields)
    by_place = ColumnPlan({"prompt": 0, "answer": 1})
    return columns.item(replace(row, cells=tuple(fields)), by_place)


def _plain(cell: str, is_html: bool) -> str:
    return html.to_markdown(cell) if is_html or _TAGGED.search(cell) else cell


def _cloze(row: TableRow, fields: Sequence[str]) -> Item:
    """Return a card with gaps: the gaps are asked, what fills them is accepted."""
    prompt = _CLOZE.sub(lambda match: f"[{match[3] or '…'}]", fields[0])
    fills = tuple(dict.fromkeys(match[2].strip() for match in _CLOZE.finditer(fields[0])))
    extra = fields[1].strip() if len(fields) > 1 else ""
    whole = _CLOZE.sub(lambda match: f"**{match[2]}**", fields[0])
    return Item(
        prompt=prompt,
        answer=f"{whole}\n\n{extra}".strip(),
        line=row.first,
        answer_lines=(row.first, row.last),
        short_answers=fills if len(fills) == 1 else (),
    )
