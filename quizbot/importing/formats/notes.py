"""Flashcards within notes, as Obsidian has them: ``Q::A`` on a line, ``?`` between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizbot.importing.item import Item, Understood

_INLINE = re.compile(r"(?P<front>\S.*?\S|\S)\s*(?<!:)(?P<sign>:{2,3})(?!:)\s*(?P<back>\S.*)")
_CODE = re.compile(r"`[^`]*`|https?://\S+")
_BULLET = re.compile(r"\s*(?:[-*+]\s+|#{1,6}\s+|\d+[.)]\s+)?")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*")
_TAG = re.compile(r"\s*#(?:flashcards?|card|srs|anki)(?:/[\w/-]*)?\b", re.IGNORECASE)
_FEWEST, _TAGGED_FEWEST = 0.4, 0.05
"""The part of the lines that must belong to cards, and where a tag says that there are some."""


@dataclass(frozen=True, slots=True)
class _Card:
    front: str
    back: str
    first: int
    last: int


def read(text: str, fewest: float | None = None) -> Understood | None:
    """Return the cards of notes; None where there are none or too few.

    ``fewest`` is the part of the lines that must belong to cards.
    """
    lines = text.split("\n")
    cards = [*_cards(lines)]
    filled = sum(bool(line.strip()) for line in lines)
    covered = sum(card.last - card.first + 1 for card in cards)
    if fewest is None:
        fewest = _TAGGED_FEWEST if _TAG.search(text) else _FEWEST
    if not cards or (len(cards) < 2 and fewest == _FEWEST) or covered < fewest * filled:
        return None
    kind = "flashcards in notes"
    told = [f"Taken for {kind}: {len(cards)} cards have :: or ? between question and answer."]
    inside = {number for card in cards for number in range(card.first, card.last + 1)}
    left = [
        number
        for number, line in enumerate(lines, 1)
        if number not in inside and line.strip() and not _TAG.fullmatch(line)
    ]
    if left:
        listed = ", ".join(map(str, left[:8]))
        told.append(f"{len(left)} lines belong to no card and were left out (line {listed}).")
    items = [Item(c.front, c.back, c.first, (c.first, c.last)) for c in cards]
    return Understood(kind, tuple(items), tuple(told))


def _cards(lines: Sequence[str]) -> Iterator[_Card]:
    fenced, taken = False, 0
    for i, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if fenced or i < taken:
            continue
        bare = line.strip()
        if bare in ("?", "??"):
            card = _between(lines, i, taken)
            if card is not None:
                yield card
                taken = card.last
        elif "::" in line:
            card = _inline(line, i)
            if card is not None:
                yield card


def _inline(line: str, i: int) -> _Card | None:
    shown = _plain(line)
    masked = _CODE.sub(lambda m: "x" * len(m[0]), shown)
    if "::" not in masked or masked.count("::") > 1:
        return None
    match = _INLINE.fullmatch(shown)
    if match is None:
        return None
    if re.fullmatch(r"[\w.<>]+", match["front"]) and re.match(r"\w+(?:[(<:;]|$)", match["back"]):
        return None
    return _Card(match["front"].strip("*"), match["back"].strip(), i + 1, i + 1)


def _between(lines: Sequence[str], i: int, taken: int) -> _Card | None:
    first, last = i, i
    while first > taken and lines[first - 1].strip():
        first -= 1
    fenced = False
    while last + 1 < len(lines) and (fenced or lines[last + 1].strip()):
        last += 1
        fenced ^= lines[last].lstrip().startswith("```")
    front = "\n".join(map(_plain, lines[first:i])).strip()
    back = "\n".join(_COMMENT.sub("", line) for line in lines[i + 1 : last + 1]).strip()
    if not front or not back:
        return None
    return _Card(front, back, first + 1, last + 1)


def _plain(line: str) -> str:
    return _TAG.sub("", _BULLET.sub("", _COMMENT.sub("", line), count=1)).strip()
