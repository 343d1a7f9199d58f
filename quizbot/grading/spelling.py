"""Slips of the keyboard in words that matter to a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizbot.grading import text

_WORD = re.compile(r"[^\W\d_]{5,}")
TWO_SLIPS_FROM = 9
"""From so many letters on two slips are forgiven, one from five on."""


class Spelling:
    """Puts a word right that nobody knows and that is nearly one of the question's."""

    def __init__(self, texts: Iterable[str], known: Callable[[str], bool]) -> None:
        self._known = known
        self._words = sorted({word for one in texts for word in text.words(one) if len(word) >= 5})
        self._stems = frozenset(map(text.stem, self._words))

    def corrected(self, answer: str) -> str:
        """Return an answer with its slips put right; everything else stays where it is."""
        return _WORD.sub(lambda match: self._nearest(match[0]), answer)

    def _nearest(self, written: str) -> str:
        word = text.normalise(written)
        stem = text.stem(word)
        if word in text.FUNCTION_WORDS or stem in self._stems or self._known(stem):
            return written
        slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
        found = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else written
