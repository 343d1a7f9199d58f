"""Key points proposed from an answer's sentences; a person confirms them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizbot.bank import limits

_FENCED = re.compile(r"(?:```|~~~).*?(?:```|~~~|$)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+(.*)")
_MARKS = re.compile(r"\*\*|__|[*`]|!?\[([^\]]*)\]\([^)]*\)|<[^>]{1,60}>|^#+\s*")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+(?=[^\s a-z])|(?<=[。！？])")
_IDLE = re.compile(
    r"(?:for (?:example|instance)|e\.g\.|in (?:short|summary|conclusion|other words)|imagine|"
    r"let['’]?s|consider|suppose|note that|here|these|this (?:is|article)|see |zum beispiel|"
    r"por ejemplo|par exemple|например)\b",
    re.IGNORECASE,
)
MOST_PROPOSED = 6


def propose(answer: str) -> tuple[str, ...]:
    """Return two to six key points, each from a sentence or list entry; none of a thin answer."""
    text = _FENCED.sub("\n", answer)
    found: list[str] = []
    for sentence in _sentences(text):
        point = _shortened(sentence)
        if point and point.casefold() not in {known.casefold() for known in found}:
            found.append(point)
    chosen = [point for point in found if not _IDLE.match(point)] or found
    return tuple(chosen[:MOST_PROPOSED]) if len(chosen) > 1 else ()


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.lstrip().startswith(("|", ">", "#", "![")) or line.strip().endswith((":", "：")):
            continue
        bullet = _BULLET.match(line)
        plain = _MARKS.sub(lambda match: match[1] or "", bullet[1] if bullet else line).strip()
        if bullet:
            yield plain
        else:
            yield from _SENTENCE.split(plain)


def _shortened(sentence: str) -> str:
    point = " ".join(sentence.split()).strip(" .;,")
    if len(point) < 12 and " " not in point:
        return ""
    if len(point) <= limits.MAX_POINT:
        return point
    clause = re.split(r"(?:[,;:]|\s[-–—])\s", point[: limits.MAX_POINT + 1])
    kept = ""
    for part in clause[:-1]:
        kept = point[: point.index(part, len(kept)) + len(part)]
    if len(kept) < 25:
        kept = point[: limits.MAX_POINT - 1].rsplit(" ", 1)[0] + "…"
    return kept
