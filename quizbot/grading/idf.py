"""How telling a word is: rare ones weigh more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizbot.grading import text

UNIT = 64
"""Weights are whole numbers of 1/64, so that their sums are the same in any order."""


@dataclass(frozen=True, slots=True)
class Idf:
    """Smoothed inverse document frequency.

    A stem in n of N texts weighs ln((N + 1) / (n + 1)) + 1; one that was never seen weighs most.
    """

    weights: Mapping[str, int]
    rarest: int = UNIT

    @classmethod
    def of(cls, texts: Iterable[str]) -> Idf:
        """Count the stems of these texts."""
        counts: Counter[str] = Counter()
        total = 0
        for document in texts:
            counts.update(text.stem_set(document))
            total += 1
        weights = {stem: _weight(total, n) for stem, n in counts.items()}
        return cls(weights, _weight(total, 0))

    def weight(self, stem: str) -> int:
        """Return the weight of a stem, at least `UNIT`."""
        return self.weights.get(stem, self.rarest)

    def total(self, stems: Iterable[str]) -> int:
        """Return the weight of all of them together."""
        return sum(map(self.weight, stems))


def _weight(total: int, n: int) -> int:
    return round(UNIT * (math.log((total + 1) / (n + 1)) + 1))
