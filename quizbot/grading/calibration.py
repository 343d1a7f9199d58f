"""From estimates to scores: the shipped numbers, and monotone curves fitted to people's grades."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from quizbot.domain.lesson import Curve
from quizbot.grading.lexicon import Floats

FILE = "calibration.json"
CORNERS = 9
"""Corners of a fitted curve."""
OF_LIKENESS: Curve = ((0.0, 0.0), (0.15, 0.0), (1.0, 1.0))
"""For what is graded by its likeness to a full answer: any two texts are a little alike."""


@dataclass(frozen=True, slots=True)
class ReadingNumbers:
    """Numbers of judging by reading, found by ``python -m tests.grading.calibrate``.

    The estimate is ``of_points`` of the points' share and the rest of the whole. From the
    probability ``contradicted`` on a point counts as that; from ``covered`` on as covered, from
    ``unsure`` on as perhaps. ``origin`` says from what.
    """

    of_points: float
    contradicted: float
    covered: float
    unsure: float
    curve: Curve
    origin: str


@dataclass(frozen=True, slots=True)
class WordNumbers:
    """Numbers of judging by words, found by the same script.

    A passage says a point with the probability logistic(``bias`` + ``factors`` x (recall, soft
    recall, cosine)); from ``covered`` on it counts as covered, from ``unsure`` on as perhaps.
    """

    factors: tuple[float, float, float]
    bias: float
    covered: float
    unsure: float
    curve: Curve
    origin: str

    def estimate(self, features: Floats) -> Floats:
        """Return probabilities (...,) of features (3, ...)."""
        recall, soft, cosine = (
            factor * part for factor, part in zip(self.factors, features, strict=True)
        )
        return np.asarray(1.0 / (1.0 + np.exp(-(self.bias + recall + soft + cosine))))


Numbers = ReadingNumbers | WordNumbers


@cache
def by_reading() -> ReadingNumbers:
    """Return the shipped numbers for judging by reading."""
    return ReadingNumbers(**_shipped("reading"))


@cache
def by_words(*, vectors: bool) -> WordNumbers:
    """Return the shipped numbers for judging with word vectors, or by stems alone."""
    data = _shipped("vectors" if vectors else "stems")
    return WordNumbers(**{**data, "factors": tuple(data["factors"])})


def _shipped(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)[name]
    return {**data, "curve": tuple((float(x), float(y)) for x, y in data["curve"])}


def apply(curve: Curve, estimate: float) -> float:
    """Return the score (0..1) of an estimate, straight between the corners of the curve."""
    places = [x for x, _ in curve]
    i = bisect_right(places, estimate)
    if i == 0:
        return curve[0][1]
    if i == len(curve):
        return curve[-1][1]
    (x0, y0), (x1, y1) = curve[i - 1], curve[i]
    return y0 + (y1 - y0) * (estimate - x0) / (x1 - x0)


def fit(pairs: Iterable[tuple[float, float]]) -> Curve:
    """Fit a curve to pairs of (estimate, score), both 0..1, of `CORNERS` corners at most.

    Nothing still earns nothing, and everything all.

    Raises:
        ValueError: there is no pair.
    """
    blocks = _thinned(_pool(pairs))
    inner = [(block.estimate, block.score) for block in blocks if 0.0 < block.estimate < 1.0]
    return tuple((round(x, 4), round(y, 4)) for x, y in [(0.0, 0.0), *inner, (1.0, 1.0)])


def ramp(pairs: Iterable[tuple[float, float]]) -> Curve:
    """Fit the straight rise from nothing to everything that is nearest to pairs, 0..1 both.

    Least squares over rises that begin and end at hundredths. With few different scores it is
    steadier than `fit`.
    """
    given = np.array(list(pairs), np.float64)
    grid = [i / 100 for i in range(101)]
    rises = [(low, high) for low in grid for high in grid if low + 0.1 <= high]

    def error(rise: tuple[float, float]) -> float:
        low, high = rise
        risen = np.clip((given[:, 0] - low) / (high - low), 0.0, 1.0)
        return float(((risen - given[:, 1]) ** 2).sum())

    low, high = min(rises, key=error)
    return tuple(dict.fromkeys([(0.0, 0.0), (low, 0.0), (high, 1.0), (1.0, 1.0)]))


def isotonic(pairs: Iterable[tuple[float, float]]) -> Curve:
    """Return the monotone curve nearest to pairs of (estimate, score), flat where they pool.

    Raises:
        ValueError: there is no pair.
    """
    corners = []
    for block in _pool(pairs):
        corners += [(block.first, block.score), (block.last, block.score)]
    return tuple(dict.fromkeys(corners))


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring pairs pooled into one: their estimates' bounds and mean, their mean score."""

    first: float
    last: float
    estimate: float
    score: float
    pairs: int

    def with_next(self, other: _Block) -> _Block:
        n = self.pairs + other.pairs
        estimate = (self.estimate * self.pairs + other.estimate * other.pairs) / n
        score = (self.score * self.pairs + other.score * other.pairs) / n
        return _Block(self.first, other.last, estimate, score, n)


def _pool(pairs: Iterable[tuple[float, float]]) -> list[_Block]:
    """Pool adjacent violators (Ayer et al. 1955); pairs with the same estimate are one."""
    blocks: list[_Block] = []
    for estimate, score in sorted(pairs):
        blocks.append(_Block(float(estimate), float(estimate), float(estimate), float(score), 1))
        while len(blocks) > 1 and (
            blocks[-2].score >= blocks[-1].score or blocks[-2].last == blocks[-1].first
        ):
            blocks[-2:] = [blocks[-2].with_next(blocks[-1])]
    if not blocks:
        raise ValueError("a curve needs at least one pair")
    return blocks


def _thinned(blocks: list[_Block]) -> list[_Block]:
    """Pool the smallest block with the nearer neighbour until few are left."""
    kept = list(blocks)
    while len(kept) > CORNERS - 2:
        i = min(range(len(kept)), key=lambda k: (kept[k].pairs, k))
        before = kept[i].estimate - kept[i - 1].estimate if i else math.inf
        after = kept[i + 1].estimate - kept[i].estimate if i + 1 < len(kept) else math.inf
        first = i - 1 if before <= after else i
        kept[first : first + 2] = [kept[first].with_next(kept[first + 1])]
    return kept
