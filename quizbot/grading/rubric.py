"""Key points against an answer: stem recall over the best passage.

The question's own words are discounted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizbot.domain.question import KeyPoint, Question
from quizbot.domain.verdict import Coverage, PointVerdict
from quizbot.grading import text

COVERED, UNSURE = 0.5, 0.34
"""From these similarities on a point counts as covered, or as perhaps covered."""


@dataclass(frozen=True, slots=True)
class Idf:
    """How telling a stem is.

    A stem in n of N texts weighs ln((N + 1) / (n + 1)) + 1 (smoothed inverse document frequency);
    one that was never seen is as telling as the rarest.
    """

    weights: Mapping[str, float]
    rarest: float = 1.0

    @classmethod
    def of(cls, texts: Iterable[str]) -> Idf:
        """Count the stems of these texts."""
        counts: Counter[str] = Counter()
        total = 0
        for document in texts:
            counts.update(set(text.content_stems(document)))
            total += 1
        weights = {stem: math.log((total + 1) / (n + 1)) + 1 for stem, n in counts.items()}
        return cls(weights, math.log(total + 1) + 1)

    def weight(self, stem: str) -> float:
        """Return the weight of a stem, at least 1."""
        return self.weights.get(stem, self.rarest)


@dataclass(frozen=True, slots=True)
class Passages:
    """An answer prepared for matching: each passage as written and as its set of stems."""

    passages: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, answer: str, discounted: frozenset[str]) -> Passages:
        """Split an answer; stems in ``discounted`` count for nothing."""
        parts = text.windows(text.sentences(answer))
        return cls(tuple((part, text.stem_set(part) - discounted) for part in parts))


def question_stems(question: Question) -> frozenset[str]:
    """Return the stems of the prompt, which prove nothing when an answer repeats them."""
    return text.stem_set(question.prompt)


def match(
    phrasings: Iterable[str], passages: Passages, discounted: frozenset[str], idf: Idf
) -> tuple[float, str]:
    """Return the best recall (0..1) of any phrasing in any passage, and that passage.

    Recall is the weight of the phrasing's stems found in the passage over the weight of all of
    them; the shortest of equally good passages is the evidence. A phrasing with no stem of its own
    cannot be matched.
    """
    best, evidence = 0.0, ""
    for phrasing in phrasings:
        wanted = text.stem_set(phrasing) - discounted
        whole = sum(idf.weight(stem) for stem in sorted(wanted))
        if not whole:
            continue
        for passage, stems in passages.passages:
            found = sum(idf.weight(stem) for stem in sorted(wanted & stems)) / whole
            if found > best or (found == best and evidence and len(passage) < len(evidence)):
                best, evidence = found, passage
    return best, evidence


def judge(
    point: KeyPoint, passages: Passages, discounted: frozenset[str], idf: Idf
) -> PointVerdict:
    """Decide whether an answer contains a key point."""
    similarity, evidence = match(point.phrasings, passages, discounted, idf)
    if similarity >= COVERED:
        coverage = Coverage.COVERED
    elif similarity >= UNSURE:
        coverage = Coverage.UNSURE
    else:
        coverage, evidence = Coverage.MISSING, ""
    return PointVerdict(point.point, coverage, round(similarity, 4), evidence, point.weight)


def coverage_score(points: Iterable[PointVerdict]) -> float:
    """Return the weighted share of covered points, an unsure one counting half, 0..1."""
    earned = {Coverage.COVERED: 1.0, Coverage.UNSURE: 0.5, Coverage.MISSING: 0.0}
    judged = list(points)
    whole = sum(point.weight for point in judged)
    return sum(earned[point.coverage] * point.weight for point in judged) / whole if whole else 0.0
