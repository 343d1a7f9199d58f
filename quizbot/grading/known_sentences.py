"""Passages that are nearly a sentence of the question itself say what it says, and nothing else.

So a sentence that turns a point round does not count as that point, though it has the same words,
and a way to say one point not as another point that shares its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from quizbot.domain.question import KeyPoint
from quizbot.grading import text

SAME_SENTENCE = 90.0
"""Likeness letter by letter (of 100) from which on a passage is taken for a known sentence."""


class KnownSentences:
    """The ways to say the points of a question, and those that turn them round."""

    def __init__(self, points: Sequence[KeyPoint]) -> None:
        known = [*_known(points)]
        self._written = [text.normalise(sentence) for sentence, _ in known]
        says = np.zeros((len(known), len(points)), np.bool_)
        for row, (_, meant) in enumerate(known):
            says[row, [*meant]] = True
        self._says = says

    def may_say(self, passages: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which points each passage can be evidence of, shape (points, passages)."""
        points = self._says.shape[1]
        if not self._written or not passages:
            return np.ones((points, len(passages)), np.bool_)
        read = [text.normalise(passage) for passage in passages]
        alike = process.cdist(self._written, read, scorer=fuzz.ratio)
        nearest, best = alike.argmax(axis=0), alike.max(axis=0)
        return np.where(best >= SAME_SENTENCE, self._says[nearest].T, True)


def _known(points: Sequence[KeyPoint]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each known sentence with the points that it says: those that list it; none if false."""
    for place, point in enumerate(points):
        for phrase in point.phrasings:
            yield phrase, (place,)
        for contrary in point.contrary:
            yield contrary, ()
