"""Lines within an answer that look like questions of their own: named, so that none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizbot.importing.item import Concern, Item, Remark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark

_MOST_NAMED = 5
_LONGEST = 200


def name(items: Sequence[Item], marks: Sequence[Mark | None], lines: Sequence[Line]) -> list[Item]:
    """Return the items, with a remark where an answer holds what may be another question."""
    return [_named(item, marks, lines) for item in items]


def _named(item: Item, marks: Sequence[Mark | None], lines: Sequence[Line]) -> Item:
    if item.answer_lines is None:
        return item
    first, last = item.answer_lines
    inside = [mark for mark in marks[first:last] if mark is not None and _asks(mark, lines)]
    if not inside:
        return item
    listed = ", ".join(str(mark.line.number) for mark in inside[:_MOST_NAMED])
    sentence = f"Line {listed} within the answer looks like another question; see whether it is."
    return replace(item, remarks=(*item.remarks, Remark(Concern.TORN, sentence)))


def _asks(mark: Mark, lines: Sequence[Line]) -> bool:
    """Tell whether a line stands out as a question: marked, a heading, or alone after a gap."""
    if mark.line.kind is not Kind.TEXT or mark.asks < 2 or len(mark.words) > _LONGEST:
        return False
    if not mark.words.rstrip("*_ ").endswith(("?", "？")):
        return False
    if mark.marked or mark.kind == "heading":
        return True
    alone = lines[mark.line.number - 2].kind is not Kind.TEXT
    follows = mark.line.number < len(lines) and lines[mark.line.number].kind is not Kind.BLANK
    return alone and follows and mark.kind == "plain"
