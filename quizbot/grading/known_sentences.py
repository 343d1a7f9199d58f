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

    def may_say(self, answer: str) -> NDArray[np.bool_]:
        """Tell which points each passage of an answer can be evidence of, (points, passages).

        The passages are those of `text.windows`. A pair of sentences says what the known ones
        among them say, so that a false one gains nothing from its neighbour.
        """
        parts = text.sentences(answer)
        alone, _ = self._read(text.pieces(parts))
        says, known = self._read(parts)
        pairs = [
            (says[i] & known[i]) | (says[i + 1] & known[i + 1])
            if known[i] or known[i + 1]
            else says[i]
            for i in range(len(parts) - 1)
        ]
        return np.vstack([alone, *pairs]).T

    def _read(self, passages: Sequence[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return what passages may say, (passages, points), and which are known, (passages,)."""
        if not self._written or not passages:
            shape = len(passages), self._says.shape[1]
            return np.ones(shape, np.bool_), np.zeros(len(passages), np.bool_)
        read = [text.normalise(passage) for passage in passages]
        alike = process.cdist(self._written, read, scorer=fuzz.ratio)
        known = alike.max(axis=0) >= SAME_SENTENCE
        return np.where(known[:, None], self._says[alike.argmax(axis=0)], True), known


def _known(points: Sequence[KeyPoint]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each known sentence with the points that it says: those that list it; none if false."""
    for place, point in enumerate(points):
        for phrase in point.phrasings:
            yield phrase, (place,)
        for contrary in point.contrary:
            yield contrary, ()
