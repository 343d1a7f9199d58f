"""Lines within an answer that look like questions of their own: named, so that none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizbot.importing.item import Concern, Item, Remark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark

_MOST_NAMED = 5
_LONGEST, _LONGEST_STEM = 200, 80


def name(items: Sequence[Item], marks: Sequence[Mark | None], lines: Sequence[Line]) -> list[Item]:
    """Return the items, with a remark where an answer holds what may be another question."""
    return [_named(item, marks, lines) for item in items]


def _named(item: Item, marks: Sequence[Mark | None], lines: Sequence[Line]) -> Item:
    if item.answer_lines is None:
        return item
    first, last = item.answer_lines
    own = marks[item.line - 1]
    inside = [
        mark
        for mark in marks[first - 1 : last]
        if mark is not None
        and mark.line.number > item.line
        and (_asks(mark, lines) or (own is not None and _looks_alike(mark, own, lines)))
    ]
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


def _looks_alike(mark: Mark, own: Mark, lines: Sequence[Line]) -> bool:
    """Tell whether a line stands as the question above it does: a stem without a question mark."""
    words = mark.words.rstrip("*_ ")
    if mark.shape != own.shape or mark.shape.numbered or own.asks < 2 or words.endswith(":"):
        return False
    if mark.line.kind is not Kind.TEXT or len(words) > _LONGEST_STEM or mark.line.heading:
        return False
    above, below = (_line(lines, mark.line.number + step) for step in (-1, 1))
    if below is None or (above is not None and above.kind is Kind.CODE):
        return False
    if mark.kind == "bullet":
        return below.kind is Kind.TEXT and below.indent > mark.line.indent
    after_gap = above is not None and above.kind is not Kind.TEXT
    if own.whole_bold:
        return after_gap and mark.whole_bold
    next_to_own = _line(lines, own.line.number + 1)
    tight = next_to_own is not None and next_to_own.kind is Kind.TEXT
    open_end = words[-1:].isalnum() and words[:1].isupper()
    return mark.kind == "plain" and after_gap and tight and open_end and below.kind is Kind.TEXT


def _line(lines: Sequence[Line], number: int) -> Line | None:
    return lines[number - 1] if 0 < number <= len(lines) else None
