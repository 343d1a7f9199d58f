"""Lists of contents that repeat the questions: recognised by what they repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizbot.domain.question import Level
from quizbot.importing.item import Item, Place
from quizbot.importing.prose.marks import Mark


def key(words: str) -> str:
    """Return a text as it is compared: letters and digits only, small."""
    return re.sub(r"[\W_]+", "", words).casefold()


def entries(
    outside: Sequence[Mark], items: Sequence[Item], levels: Sequence[Level | None]
) -> list[Place]:
    """Return the list entries among the lines that belong to no item.

    An entry that repeats no item counts only within a list most of which does.
    """
    known = {key(item.prompt.split("\n")[0]) for item in items}
    found: list[Place] = []
    for block in _blocks(outside):
        twins = [mark for mark in block if key(mark.words) in known]
        listed = block if len(twins) * 2 >= len(block) and len(block) > 2 else twins
        found += [
            Place(mark.line.number, mark.words, levels[mark.line.number - 1], None, index=True)
            for mark in listed
            if mark in twins or mark.asks
        ]
    return found


def _blocks(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Group lines of one shape that follow each other closely."""
    blocks: list[list[Mark]] = []
    for mark in marks:
        if mark.kind == "heading":
            continue
        last = blocks[-1][-1] if blocks else None
        if last is None or last.kind != mark.kind or mark.line.number - last.line.number > 2:
            blocks.append([])
        blocks[-1].append(mark)
    return blocks
