"""Clauses of an answer, so that the one which decided on a point can be shown."""

from __future__ import annotations

import re

from quizbot.grading import text

FEWEST_OF_CLAUSE = 4
_CLAUSE_START = re.compile(
    r"(?<=[,;:)])\s+|\s+(?=[(—–])"
    r"|(?<![,;:)])(?<!\band)(?<!\bbut)(?<!\bso)\s+"
    r"(?=(?:but|and|while|whereas|because|so|which|then|since)\s)",
    re.IGNORECASE,
)


def whole_clauses(words: str) -> list[str]:
    """Return the clauses of a text with their marks and joining words; put together they are it.

    What has fewer than `FEWEST_OF_CLAUSE` words stays with the clause before it.
    """
    found: list[str] = []
    for sentence in text.sentences(words):
        first = len(found)
        for part in _CLAUSE_START.split(sentence):
            if len(found) > first and min(_count(part), _count(found[-1])) < FEWEST_OF_CLAUSE:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
    return found


def _count(words: str) -> int:
    return len(words.split())
