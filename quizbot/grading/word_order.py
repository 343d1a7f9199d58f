"""Whether words stand in an order that sentences have, and in more than one pattern."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator

from quizbot.grading import text

LEARNED_FROM = 20_000
"""Pairs that must have been seen before anything is said of an order (the bank has 125,000)."""
_TELLING = "\0"
"""Stands for any word that carries meaning; only the grammar around it is looked at."""
FEWEST_PAIRS = 8
"""Pairs of words below which nothing can be said."""
SURE_FROM_PAIRS = 14
LOWEST, LOWEST_OF_FEW = -0.35, -1.1
"""Mean log ratio below which an answer is no language, from `SURE_FROM_PAIRS` pairs on and below.

Of correct answers to the first 265 questions one in a hundred is below -0.31, of the same
words shuffled five in six are below the limit; model answers are all above it, shuffled below in 95
of 100, sorted always.
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
        if len(ratios) < FEWEST_PAIRS:
            return False
        lowest = LOWEST if len(ratios) >= SURE_FROM_PAIRS else LOWEST_OF_FEW
        return sum(ratios) / len(ratios) < lowest

    def _log_ratio(self, first: str, second: str) -> float:
        """Return how much likelier a pair is than by chance, smoothed by two chance pairs."""
        chance = max(self._seconds[second], 1) / max(self._total, 1)
        seen = (self._pairs[first, second] + 2 * chance) / (self._firsts[first] + 2)
        return math.log(seen / chance)


FEWEST_WORDS, FEWEST_PATTERNS = 8, 12
LEAST_VARIED, LEAST_PATTERNED = 0.33, 0.30
"""Different function words among all, and different patterns of three words among all.

Below them terms are strung on one thread: "the A and the B and the C". Of the correct answers to
the first 265 questions one in 264 is below, of the model answers none.
"""


def is_monotonous(answer: str) -> bool:
    """Tell whether an answer repeats one pattern with other terms in it."""
    kinds = [kind for sentence in _sentences(answer) for kind in sentence]
    grammar = [kind for kind in kinds if kind != _TELLING]
    patterns = list(zip(kinds, kinds[1:], kinds[2:], strict=False))
    few_words = len(grammar) >= FEWEST_WORDS and len(set(grammar)) < LEAST_VARIED * len(grammar)
    few_patterns = len(patterns) >= FEWEST_PATTERNS and len(set(patterns)) < LEAST_PATTERNED * len(
        patterns
    )
    return few_words or few_patterns


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for sentence in _sentences(words):
        yield from itertools.pairwise(sentence)


def _sentences(words: str) -> Iterator[list[str]]:
    """Yield the kinds of words of each sentence that has a telling one."""
    for sentence in text.sentences(words):
        kinds = [
            word if word in text.FUNCTION_WORDS else _TELLING for word in text.spelled_out(sentence)
        ]
        if _TELLING in kinds:
            yield kinds
