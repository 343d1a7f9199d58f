"""What is known of words: how telling each is, and which ones are near in meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from quizbot.grading import text
from quizbot.grading.idf import Idf
from quizbot.grading.vectors import SIZE, Vectors

Floats = NDArray[np.float64]

Ramp = tuple[float, float]
"""Cosines of two words from which on they are a little, and quite, alike."""
ON_THE_WHOLE: Ramp = (0.1, 0.7)
"""For whole answers, where much is only touched on; on public answers little depends on it."""
TO_THE_POINT: Ramp = (0.3, 0.8)
"""For passages, where being about the same thing is not enough."""
FULL = 256
"""Likeness of two words in whole numbers, so that sums of it are exact."""


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """The different telling words of a text.

    ``weights`` (words,), ``vectors`` (words, 256) and their lengths ``norms`` (words,). All but the
    norms are whole numbers.
    """

    stems: tuple[str, ...]
    weights: Floats
    vectors: NDArray[np.int8]
    norms: Floats

    @property
    def total(self) -> float:
        """The weight of all words together."""
        return float(self.weights.sum())

    @property
    def shares(self) -> Floats:
        """What each vector counts in a sum: its weight, with the vectors' lengths evened out."""
        return np.rint(16 * self.weights / self.norms)

    @property
    def centre(self) -> Floats:
        """The direction of the text, shape (256,)."""
        return np.asarray(self.centres(np.ones((1, len(self.stems)), np.bool_))[0])

    def centres(self, holds: NDArray[np.bool_]) -> Floats:
        """Return the directions of parts, shape (parts, 256); ``holds`` (parts, words)."""
        return np.asarray((holds * self.shares) @ self.vectors.astype(np.float64))


class Lexicon:
    """Looks words up; without vectors no two different stems are alike.

    The vectors are loaded when the first word is looked up.
    """

    def __init__(self, idf: Idf, load: Callable[[], Vectors | None] = lambda: None) -> None:
        self.idf = idf
        self._load = load

    @cached_property
    def _vectors(self) -> Vectors | None:
        return self._load()

    @cached_property
    def stems(self) -> Lexicon:
        """The same words without vectors."""
        return Lexicon(self.idf)

    def bag(self, words: Iterable[tuple[str, str]], without: frozenset[str] = frozenset()) -> Bag:
        """Return the bag of these (stem, word) pairs, but for the stems in ``without``."""
        kept: dict[str, str] = {}
        for stem, word in words:
            if stem not in without:
                kept.setdefault(stem, word)
        stems = tuple(kept)
        vectors = (
            self._vectors.matrix(list(kept.values()))
            if self._vectors
            else np.zeros((len(stems), SIZE), np.int8)
        )
        norms = np.sqrt((vectors.astype(np.int64) ** 2).sum(axis=1))
        weights = np.array([self.idf.weight(stem) for stem in stems], np.float64)
        return Bag(stems, weights, vectors, np.where(norms, norms, 1.0))

    def bag_of(self, words: str, without: frozenset[str] = frozenset()) -> Bag:
        """Return the bag of a text."""
        return self.bag(text.telling_words(words), without)


def closeness(one: Bag, other: Bag, ramp: Ramp) -> Floats:
    """Return how alike each word of ``one`` is to each of ``other``, 0 to `FULL`.

    Shape (words of one, words of other); the same stem is `FULL`.
    """
    products = one.vectors.astype(np.float32) @ other.vectors.T.astype(np.float32)
    cosines = products / one.norms[:, None] / other.norms[None, :]
    near, same = ramp
    alike = np.clip((cosines - near) / (same - near), 0.0, 1.0)
    return np.where(same_stems(one, other), FULL, np.rint(FULL * alike))


def same_stems(one: Bag, other: Bag) -> NDArray[np.bool_]:
    """Tell which words have the same stem, shape (words of one, words of other)."""
    places = {stem: i for i, stem in enumerate(other.stems)}
    found = np.zeros((len(one.stems), len(other.stems)), np.bool_)
    for i, stem in enumerate(one.stems):
        if stem in places:
            found[i, places[stem]] = True
    return found


def cosine(one: Floats, other: Floats) -> Floats:
    """Return the cosines (at least 0) of the rows of two matrices of directions."""
    products = one @ other.T
    lengths = np.sqrt((one * one).sum(axis=1))[:, None] * np.sqrt((other * other).sum(axis=1))
    return np.clip(products / np.where(lengths, lengths, 1.0), 0.0, 1.0)
