"""A whole answer against a whole model answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean

from quizbot.grading.lexicon import FULL, ON_THE_WHOLE, Bag, Lexicon, closeness, cosine

MANY = 5
"""From so many accepted answers on their mean tells more than the best of them."""


class Reference:
    """A full-mark answer, with and without the words of the question."""

    def __init__(self, answer: str, discounted: frozenset[str], lexicon: Lexicon) -> None:
        whole = lexicon.bag_of(answer)
        own = lexicon.bag_of(answer, discounted)
        self._bags = (own if own.stems else whole, whole)

    def likeness(self, own: Bag, whole: Bag) -> float:
        """Return how alike an answer is, 0..1.

        It is given without the words of the question and with them. Mean of soft recall and cosine
        of both; the square root, since members say the same in fewer words.
        """
        pairs = zip(self._bags, (own, whole), strict=True)
        return math.sqrt(fmean(part for mine, given in pairs for part in _parts(mine, given)))


def _parts(mine: Bag, given: Bag) -> tuple[float, float]:
    if not mine.stems or not given.stems:
        return 0.0, 0.0
    nearest = closeness(mine, given, ON_THE_WHOLE).max(axis=1)
    soft = float(mine.weights @ nearest) / mine.total / FULL
    if not mine.vectors.any():
        return soft, soft
    return soft, float(cosine(mine.centre[None, :], given.centre[None, :])[0, 0])


def likeness(
    references: Sequence[Reference], answer: str, discounted: frozenset[str], lexicon: Lexicon
) -> float:
    """Return how alike an answer is to the full-mark answers: to the best, or to many on average.

    The model answer is the first of ``references``; there is at least one.
    """
    own, whole = lexicon.bag_of(answer, discounted), lexicon.bag_of(answer)
    found = [reference.likeness(own, whole) for reference in references]
    return fmean(found) if len(found) > MANY else max(found)
