"""Anki's text export, and other cards a line: front, back, and what else a note has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizbot.bank.exporting import cards
from quizbot.importing.formats import columns, delimited, html, ownnotes, record, rows
from quizbot.importing.formats.columns import ColumnPlan, TableRow
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Understood

_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
    r"\t": "\t",
}
_DIRECTIVE = re.compile(r"#([a-z ]+):\s?(.*)", re.IGNORECASE)
_KNOWN = {"separator", "html", "tags", "columns", "notetype", "deck", "guid", "if matches"}
CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_ONLY_NUMBER = re.compile(r"\s*(?:[#№]?\d{1,6}[.)]?|[0-9a-f]{8,40}|[\w~!-]{10})\s*", re.IGNORECASE)
_TAGS = re.compile(r"[\w:.&-]+(?: [\w:.&-]+){0,7}")


@dataclass(frozen=True, slots=True)
class _Settings:
    """What the header lines of an Anki file say."""

    values: dict[str, str]
    lines: int

    @property
    def delimiter(self) -> str:
        """What parts the fields."""
        sign = self.values.get("separator", "tab").strip().casefold()
        return _SEPARATORS.get(sign) or (sign if len(sign) == 1 else "\t")

    @property
    def other_columns(self) -> set[int]:
        """Columns that are no field of a note, counted from 0."""
        numbers = (v for k, v in self.values.items() if k.endswith(" column"))
        return {int(number) - 1 for number in numbers if number.strip().isdigit()}


def read_export(text: str) -> Understood | None:
    """Return the notes of a file with Anki's header lines; None where it has none."""
    settings = _settings(text)
    if "separator" not in settings.values and len(settings.values) < 2:
        return None
    body = "\n".join(text.split("\n")[settings.lines :])
    found = delimited.split(body, settings.delimiter, settings.lines, comments=True)
    return _understood(found, settings, "It begins with Anki's header lines.")


def read_bare(text: str) -> Understood | None:
    """Return the cards of a file with a tab in nearly every row and no header."""
    found = delimited.split(text, "\t", comments=True)
    tabbed = sum(len(row.cells) > 1 for row in found)
    if not found or tabbed < 0.8 * len(found) or max(len(row.cells) for row in found) > 100:
        return None
    if len(found) < 2 and not (html.is_laid_out(text) or CLOZE.search(text)):
        return None
    why = f"{tabbed} of its {len(found)} rows are parted by tabs, and no header names columns."
    return _understood(found, _Settings({}, 0), why)


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


def _understood(found: Sequence[TableRow], settings: _Settings, why: str) -> Understood | None:
    named = settings.values.get("columns")
    plan = columns.by_header(named.split(settings.delimiter)) if named else None
    if plan is None and len(found) > 1 and (first := columns.by_header(found[0].cells)):
        plan, found = first, found[1:]
    if named and named.split(settings.delimiter)[-1] == cards.OWN_COLUMN:
        own = ownnotes.read(found)
        if own is not None:
            return own
    is_html = settings.values.get("html", "").strip().casefold() == "true"
    shown = [_shown(row, is_html) for row in found]
    fields = _fields(shown, settings.other_columns)
    made = [one for row in shown if (one := _card(row, plan, fields)) is not None]
    if not made:
        return None
    kind = "cards exported from Anki" if settings.lines else "cards, one a line"
    told = [f"Taken for {kind}: {why}"]
    lost = len(found) - len(made)
    if lost:
        told.append(f"{lost} rows have no question and were left out.")
    return Understood(kind, tuple(record.items(made)), tuple(told))


def _shown(row: TableRow, is_html: bool) -> TableRow:
    cells = tuple(
        (html.to_markdown(cell) if is_html else html.shown(cell)).strip() for cell in row.cells
    )
    return replace(row, cells=cells)


def _fields(found: Sequence[TableRow], others: set[int]) -> list[int]:
    """Return the columns that are fields to learn, rather than ids, numbers or tags."""
    width = max((len(row.cells) for row in found), default=0)
    fields = [place for place in range(width) if place not in others]
    while len(fields) > 2 and _nearly_all(found, fields[0], _ONLY_NUMBER):
        fields.pop(0)
    if len(fields) > 2 and _are_tags(found, fields[-1]):
        fields.pop()
    return fields


def _nearly_all(found: Sequence[TableRow], place: int, pattern: re.Pattern[str]) -> bool:
    cells = [row.cells[place] for row in found if place < len(row.cells)]
    return bool(cells) and sum(bool(pattern.fullmatch(cell)) for cell in cells) >= 0.9 * len(cells)


def _are_tags(found: Sequence[TableRow], place: int) -> bool:
    """Tell whether a column holds tags: few words, most of them again and again."""
    cells = [row.cells[place] for row in found if place < len(row.cells) and row.cells[place]]
    return (
        len(cells) > 2
        and all(_TAGS.fullmatch(cell) and len(cell) <= 80 for cell in cells)
        and len(set(cells)) * 2 <= len(cells)
    )


def _card(row: TableRow, plan: ColumnPlan | None, fields: Sequence[int]) -> Record | None:
    cells = [row.cells[place] for place in fields if place < len(row.cells)]
    cloze = next((cell for cell in row.cells if CLOZE.search(cell)), "")
    if cloze:
        others = [cell for cell in cells if cell and cell != cloze]
        return _cloze(row, cloze, others[0] if others else "")
    if plan is not None:
        found = rows.record(row, plan)
    else:
        told = [cell for cell in cells[1:] if cell]
        found = Record(cells[0], row.first, row.last, answer="\n\n".join(told)) if cells else None
    if found is None or not found.prompt.strip():
        return None
    found.prompt = _bare(found.prompt)
    return found


def _bare(prompt: str) -> str:
    """Take bold marks off a question; all of it is bold when it is shown."""
    return prompt.replace("**", "") if prompt.count("**") % 2 == 0 else prompt


def _cloze(row: TableRow, text: str, extra: str) -> Record:
    """Return a card with gaps: the gaps are asked, what fills them is accepted."""
    prompt = CLOZE.sub(lambda match: f"[{match[3] or '…'}]", text)
    fills = tuple(dict.fromkeys(match[2].strip() for match in CLOZE.finditer(text)))
    whole = CLOZE.sub(lambda match: f"**{match[2]}**", text)
    return Record(
        _bare(prompt),
        row.first,
        row.last,
        answer=f"{whole}\n\n{extra}".strip(),
        accepted=fills if len(fills) == 1 else (),
    )
