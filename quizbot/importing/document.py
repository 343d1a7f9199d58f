"""The door: a document's bytes in, what was understood of it out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping

from quizbot.domain.question import Question
from quizbot.errors import Refusal
from quizbot.importing import decoding, doubts, merging, twins
from quizbot.importing.doubts import Stems
from quizbot.importing.formats import (
    blackboard,
    cards,
    delimited,
    gift,
    latex,
    moodle_xml,
    notes,
    opentrivia,
    pairs,
    sheetfile,
    structured,
)
from quizbot.importing.item import Item, Place, Understood
from quizbot.importing.prose import lines, prose, tables

MAX_ITEMS = 3_000
FileReader = Callable[[str], Understood | None]
SURE_READERS: tuple[FileReader, ...] = (
    sheetfile.read,
    moodle_xml.read,
    latex.read,
    blackboard.read,
    cards.read_export,
    gift.read_titled,
    delimited.read_headed,
)
"""What knows a file by its head, as other programs write it."""
READERS: tuple[FileReader, ...] = (
    opentrivia.read,
    structured.read,
    gift.read,
    notes.read,
    pairs.read,
    delimited.read,
    cards.read_bare,
)
"""What knows a type of file; the surest first, running text is read where none fits."""
_OF_ROWS = {
    *(sheetfile.read, cards.read_export, cards.read_bare),
    *(delimited.read_headed, delimited.read),
}
"""Readers of rows, which no line's end within a cell tears."""
TYPES: Mapping[str, tuple[FileReader, ...]] = {
    "text": (),
    "table": (sheetfile.read, blackboard.read, delimited.read_headed, delimited.read),
    "cards": (cards.read_export, cards.read_bare),
    "notes": (functools.partial(notes.read, fewest=0.0), pairs.read),
    "moodle": (moodle_xml.read, functools.partial(gift.read, fewest=0.0)),
    "data": (structured.read,),
    "latex": (latex.read,),
    "opentrivia": (opentrivia.read,),
}
"""What a person may say that a document is; ``text`` is running text with questions."""
_NOT_SO = (
    "Read as this type, the document has no questions; it stays as it was read. Choose another one."
)
_ENOUGH, _SURELY, _CLEARLY = 0.3, 0.9, 0.1
"""The part of a text's lines that a reader must understand; with which it is surely right; and by
which it must understand more than another that was asked before it."""

Progress = Callable[[str, int], None]
"""Hears what is being done, and how much of the work is done, in percent."""


def _silent(what: str, percent: int) -> None:
    """Hear nothing."""


def understand(
    data: bytes,
    stems: Stems,
    bank: Iterable[Question] = (),
    progress: Progress = _silent,
    document_type: str = "",
) -> Understood:
    """Read a document of any known shape; its type is seen from its content alone.

    ``stems`` returns the stems that carry a text's meaning; ``bank`` is what near duplicates are
    looked for in. A ``document_type`` of `TYPES` is what a person says that it is.

    Raises:
        Refusal: it is no text, too large, or no question was found in it.
    """
    progress("reading the text", 0)
    source = decoding.decode(data)
    progress("looking for questions", 10)
    found, entries = (
        _parsed_as(source.text, document_type) if document_type else _parsed(source.text)
    )
    progress("merging repeats", 60)
    items = merging.merge(found.items, entries)
    if not items:
        raise Refusal(_NOT_SO if document_type else _nothing(found))
    if len(items) > MAX_ITEMS:
        raise Refusal(
            f"This document has {len(items):,} questions; at most {MAX_ITEMS:,} are read at once. "
            "Split it and import the parts."
        )
    progress("looking for what needs a person", 70)
    items = [doubts.doubt(item, stems) for item in items]
    progress("comparing with the bank", 80)
    items = twins.compare(items, bank, stems)
    progress("done", 100)
    return Understood(found.kind, tuple(items), (*source.remarks, *found.remarks, *_merged(items)))


def _parsed(content: str) -> tuple[Understood, list[Place]]:
    """Read a text as what it is by the best evidence: of what covers most of it, the first.

    A reader that refuses the text as broken is heard where no other understands it.
    """
    plain = content.replace(decoding.SOFT_BREAK, "\n")
    refused: Understood | None = None
    for read in SURE_READERS:
        found = read(content if read in _OF_ROWS else plain)
        if found is not None and found.items:
            return found, []
        refused = refused or found
    best, share = None, 0.0
    filled = sum(bool(line.strip()) for line in plain.split("\n"))
    for read in READERS:
        found = read(content if read in _OF_ROWS else plain)
        if found is None:
            continue
        if not found.items:
            refused = refused or found
            continue
        covered = _covered(found.items) / max(filled, 1)
        if covered > share + _CLEARLY:
            best, share = found, covered
        if share > _SURELY:
            break
    if best is not None and share >= _ENOUGH:
        return best, []
    found, entries = _prose(plain)
    return (refused if refused and not found.items else found), entries


def _parsed_as(content: str, document_type: str) -> tuple[Understood, list[Place]]:
    """Read a text as what a person says that it is."""
    readers = TYPES[document_type]
    plain = content.replace(decoding.SOFT_BREAK, "\n")
    for read in readers:
        found = read(content if read in _OF_ROWS else plain)
        if found is not None and found.items:
            return found, []
    return (Understood(document_type), []) if readers else _prose(plain)


def _covered(items: Iterable[Item]) -> int:
    """Return how many lines belong to items."""
    lines: set[int] = set()
    for item in items:
        lines.update(range(item.line, (item.answer_lines or (0, item.line))[1] + 1))
    return len(lines)


def _prose(content: str) -> tuple[Understood, list[Place]]:
    split = lines.read(content)
    items, entries = prose.read(split)
    rows, listed = tables.items(split)
    inside = {
        n for item in items if item.answer_lines for n in range(item.line, item.answer_lines[1] + 1)
    }
    free: list[Item] = [row for row in rows if row.line not in inside]
    if len(free) >= len(items) or not inside.intersection(row.line for row in rows):
        items = [*items, *free]
    return Understood("a document with questions", tuple(items)), [*entries, *listed]


def _nothing(found: Understood) -> str:
    if found.remarks:
        return f"This is {found.kind}. " + " ".join(found.remarks)
    return (
        "I found no questions in this document. They are recognised by numbers, headings, bold "
        "lines, Q: and A:, or question marks; tables need a column named question."
    )


def _merged(items: Iterable[Item]) -> list[str]:
    repeats = sum(not place.index for item in items for place in item.places)
    listed = sum(place.index for item in items for place in item.places)
    told = []
    if repeats:
        told.append(f"{repeats} repeated question{'s were' if repeats > 1 else ' was'} merged.")
    if listed:
        told.append(f"{listed} entries of a list of contents were recognised as such.")
    return told
