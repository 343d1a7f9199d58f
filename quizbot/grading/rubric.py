"""Key points against an answer: which of its passages says what the point says.

Each way to say a point is compared with each passage of the answer: how many of its telling words
are there (recall), how many have one near in meaning there (soft recall), and whether both point
the same way (cosine). The words of the question count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quizbot.grading import text
from quizbot.grading.lexicon import (
    FULL,
    TO_THE_POINT,
    Bag,
    Floats,
    Lexicon,
    closeness,
    cosine,
    same_stems,
)


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """An answer cut into passages, as they are ``read`` and as they were ``written``.

    ``holds`` (passages, words) tells which words of ``bag`` each has; ``centres`` (passages, 256).
    """

    read: tuple[str, ...]
    written: tuple[str, ...]
    bag: Bag
    holds: NDArray[np.bool_]
    centres: Floats

    @classmethod
    def of(
        cls, answer: str, discounted: frozenset[str], lexicon: Lexicon, written: str = ""
    ) -> Passages:
        """Cut an answer; stems in ``discounted`` count for nothing.

        ``written`` is the answer with its slips of the keyboard, if they were put right.
        """
        read = text.windows(text.sentences(answer))
        shown = text.windows(text.sentences(written)) if written else read
        bag = lexicon.bag_of(answer, discounted)
        holds = _membership(bag, read)
        return cls(tuple(read), tuple(shown), bag, holds, bag.centres(holds))


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Ways to say several things.

    ``belongs`` (phrases,) tells to which of the things each belongs; the rest as in `Passages`.
    """

    written: tuple[str, ...]
    belongs: NDArray[np.intp]
    bag: Bag
    weights: Floats
    centres: Floats

    @classmethod
    def of(
        cls, groups: Sequence[Sequence[str]], discounted: frozenset[str], lexicon: Lexicon
    ) -> Phrases:
        """Prepare the ways to say each thing, a group a thing.

        A phrase without a stem of its own is left out, for it cannot be told from the question.
        """
        kept = [
            (i, phrase)
            for i, group in enumerate(groups)
            for phrase in group
            if text.stem_set(phrase) - discounted
        ]
        written = tuple(phrase for _, phrase in kept)
        bag = lexicon.bag(
            (pair for phrase in written for pair in text.telling_words(phrase)), discounted
        )
        holds = _membership(bag, written)
        belongs = np.array([i for i, _ in kept], np.intp)
        return cls(written, belongs, bag, holds * bag.weights, bag.centres(holds))


def _membership(bag: Bag, parts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which words of a bag each part has, shape (parts, words)."""
    places = {stem: i for i, stem in enumerate(bag.stems)}
    found = np.zeros((len(parts), len(bag.stems)), np.bool_)
    for row, part in enumerate(parts):
        found[row, [places[stem] for stem in text.stem_set(part) if stem in places]] = True
    return found


def compare(phrases: Phrases, passages: Passages) -> Floats:
    """Return recall, soft recall and cosine (0..1), shape (3, phrases, passages)."""
    exact = same_stems(phrases.bag, passages.bag)
    near = closeness(phrases.bag, passages.bag, TO_THE_POINT)
    shape = len(phrases.written), len(passages.read)
    recall, soft = np.zeros(shape), np.zeros(shape)
    totals = phrases.weights.sum(axis=1)
    for column, words in enumerate(passages.holds):
        if words.any() and totals.size:
            recall[:, column] = phrases.weights @ exact[:, words].any(axis=1) / totals
            soft[:, column] = phrases.weights @ near[:, words].max(axis=1) / totals / FULL
    return np.stack([recall, soft, cosine(phrases.centres, passages.centres)])


NEARLY = 0.1
"""Phrases so little behind the best one agree with its passage nearly as well."""


@dataclass(frozen=True, slots=True)
class Match:
    """The best passage for a thing, how likely it says it (0..1), and the phrases it agrees with.

    The best of ``phrases`` is the first; ``written`` is the passage with its slips.
    """

    estimate: float = 0.0
    phrases: tuple[str, ...] = ()
    passage: str = ""
    written: str = ""


def best_match(phrases: Phrases, passages: Passages, estimates: Floats, thing: int) -> Match:
    """Return the best match of a thing, by its number among the groups of ``phrases``.

    ``estimates`` (phrases, passages); the shortest of equally good passages is the evidence.
    """
    rows = np.flatnonzero(phrases.belongs == thing)
    if not rows.size or not passages.read:
        return Match()
    best = estimates[rows].max(axis=0)
    lengths = [len(passage) for passage in passages.read]
    column = min(range(len(lengths)), key=lambda i: (-best[i], lengths[i], i))
    order = sorted(rows, key=lambda row: (-estimates[row, column], row))
    near = [row for row in order if estimates[row, column] >= best[column] - NEARLY]
    return Match(
        round(float(best[column]), 4),
        tuple(phrases.written[row] for row in near),
        passages.read[column],
        passages.written[column],
    )
