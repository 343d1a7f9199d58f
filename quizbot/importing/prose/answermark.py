"""The marks that begin an answer: "A:", "**Answer:**", "Ans.", or a line that only says so."""

from __future__ import annotations

import re

from quizbot.importing import vocabulary
from quizbot.importing.prose.lines import LONGEST_START, Kind, Line
from quizbot.importing.prose.marks import BULLET

_A = "|".join(sorted(map(re.escape, vocabulary.ANSWER_WORDS), key=len, reverse=True))
_BEFORE = "the |correct |right |sample |model |short "
_ANSWER = re.compile(
    rf"(?:[*_]{{1,3}})?\s?(?:{_BEFORE})*(?:{_A})\s?(?:no\.?)?\s?(?:(?:#|-)?\d{{1,4}})?\s?(?:[*_]{{1,3}})?\s?"
    r"(?:[:：.)、]|\s[-–—]\s|[-–—]\s)\s?(?:[*_]{1,3}(?=\s|$))?\s*",
    re.IGNORECASE,
)


def answer_mark(line: Line) -> str | None:
    """Return what follows an answer's mark on its line, "" for a bare one, None without a mark."""
    if line.kind is not Kind.TEXT or len(line.body) > LONGEST_START * 20:
        return None
    text = vocabulary.EMOJI.sub("", line.body[:80]).lstrip(" >-*_") if line.body else ""
    if line.body and len(line.body) <= 60 and vocabulary.BARE_ANSWER.fullmatch(line.body):
        bare = re.sub(r"\W", "", line.body)
        if line.body == "A":
            return ""
        return "" if len(bare) > 1 or line.body.strip("*_> ")[1:2] in (":", ".", "：") else None
    if not text:
        return None
    body = vocabulary.EMOJI.sub("", line.body, count=1).lstrip()
    bullet = BULLET.match(body)
    body = body[bullet.end() :] if bullet else body
    match = _ANSWER.match(body)
    if match is None:
        return None
    rest = body[match.end() :]
    opened = body[: match.end()].count("**") % 2
    if opened and rest.endswith("**"):
        rest = rest[:-2]
    return rest.strip()
