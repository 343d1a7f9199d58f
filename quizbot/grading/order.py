"""Whether words stand in an order that sentences have."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator

from quizbot.grading import text

LEARNED_FROM = 20_000
"""Pairs that must have been seen before anything is said of an order (the bank has 130,000)."""
_TELLING = "\0"
"""Stands for any word that carries meaning; only the grammar around it is looked at."""
FEWEST = 8
"""Pairs of words below which nothing can be said."""
SURE = 14
LOWEST, LOWEST_OF_FEW = -0.35, -1.1
"""Mean log ratio below which an answer is no language, from `SURE` pairs on and below.

In the answers under ``tests/grading/sets`` one in a hundred is below -0.14 (one of 12 pairs at
-0.87); the same words shuffled are below -0.35 in 97 of 100, sorted ones below -1.5.
"""


class WordOrder:
    """Pairs of neighbouring words in the bank, all telling words taken as one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        for one in texts:
            self._pairs.update(_pairs(one))
        self._firsts: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()
        for (first, second), n in self._pairs.items():
            self._firsts[first] += n
            self._seconds[second] += n
        self._total = sum(self._firsts.values())

    def is_jumbled(self, answer: str) -> bool:
        """Tell whether an answer's words follow each other as if drawn by lot."""
        if self._total < LEARNED_FROM:
            return False
        ratios = [self._log_ratio(*pair) for pair in _pairs(answer) if pair != (_TELLING, _TELLING)]
        if len(ratios) < FEWEST:
            return False
        lowest = LOWEST if len(ratios) >= SURE else LOWEST_OF_FEW
        return sum(ratios) / len(ratios) < lowest

    def _log_ratio(self, first: str, second: str) -> float:
        """Return how much likelier a pair is than by chance, smoothed by two chance pairs."""
        chance = max(self._seconds[second], 1) / max(self._total, 1)
        seen = (self._pairs[first, second] + 2 * chance) / (self._firsts[first] + 2)
        return math.log(seen / chance)


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for sentence in text.sentences(words):
        kinds = (
            word if word in text.FUNCTION_WORDS else _TELLING for word in text.spelled_out(sentence)
        )
        yield from itertools.pairwise(kinds)
