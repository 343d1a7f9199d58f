"""Judging by words, where the reader is missing: stems, and static vectors if they are there.

It cannot tell who does what to whom.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quizbot.domain import scoring
from quizbot.domain.lesson import Curve, Learned
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, Flag, PointVerdict
from quizbot.grading import flags, guards
from quizbot.grading.calibration import OF_LIKENESS, WordNumbers
from quizbot.grading.judgement import Judgement
from quizbot.grading.sheet import Sheet
from quizbot.grading.word_order import WordOrder, is_monotonous

WORDS_VERSION = "words-1"
SHARE_OF_POINTS = 0.65
"""What the key points count in the estimate; the rest is likeness to a full-mark answer."""
HALF = 0.5
"""Earned at most by a heap of keywords, by jumbled words, and by one point in many wordings."""
FOR_COVERED = 0.5
"""What covered points earn at least of their share."""
FROM, TO = 0.3, 0.8
"""Between these probabilities a point goes into the estimate in part."""


class ByWords:
    """Judges by the words that answer and points share; takes a few milliseconds."""

    def __init__(self, numbers: WordNumbers, order: WordOrder, *, vectors: bool) -> None:
        self._numbers = numbers
        self._order = order
        self._vectors = vectors

    @property
    def version(self) -> str:
        """The name that verdicts carry."""
        return WORDS_VERSION if self._vectors else f"{WORDS_VERSION} on stems"

    def curve(self, question: Question) -> Curve:
        """Return the shipped curve from estimate to score; likeness alone has a plain one."""
        return self._numbers.curve if question.key_points else OF_LIKENESS

    def judge(self, sheet: Sheet, answer: str, written: str, learned: Learned) -> Judgement:
        """Judge an answer that is not empty; ``written`` is the answer with its slips.

        What was ``learned`` stands in the sheet.
        """
        matches = sheet.matches(answer, written, self._numbers)
        points = tuple(
            PointVerdict(
                point.point,
                coverage := self._coverage(match.estimate),
                match.estimate,
                "" if coverage is Coverage.MISSING else match.written,
                point.weight,
                point.any_of,
            )
            for point, match in zip(sheet.question.key_points, matches, strict=True)
        )
        found = [
            (i, match)
            for i, (point, match) in enumerate(zip(points, matches, strict=True))
            if point.coverage is not Coverage.MISSING
        ]
        heap = self._heap(answer)
        most = 1.0 if found or not points else 0.0
        if heap or (found and len(points) > 1 and sheet.says_one_point(found)):
            most = min(most, HALF)
        estimate = _estimate(points, sheet.likeness(answer))
        return Judgement(points, estimate, _least(points), most, heap)

    def _heap(self, answer: str) -> tuple[Flag, ...]:
        """Return why an answer is no sentences but a heap of words, if it is."""
        if guards.is_keyword_bag(answer):
            return (flags.KEYWORDS,)
        if is_monotonous(answer) or self._order.is_jumbled(answer):
            return (flags.JUMBLED,)
        return ()

    def _coverage(self, estimate: float) -> Coverage:
        if estimate >= self._numbers.covered:
            return Coverage.COVERED
        return Coverage.UNSURE if estimate >= self._numbers.unsure else Coverage.MISSING


def _estimate(points: Sequence[PointVerdict], likeness: float) -> float:
    """Return the estimate (0..1) that the curve turns into a score."""
    if not points:
        return likeness
    parts = np.clip([(point.similarity - FROM) / (TO - FROM) for point in points], 0.0, 1.0)
    found = scoring.share(points, [float(part) for part in parts])
    return SHARE_OF_POINTS * found + (1 - SHARE_OF_POINTS) * likeness


def _least(points: Sequence[PointVerdict]) -> float:
    """Return what covered points earn at least: half their share, and all of it all."""
    found = scoring.share(points, [float(p.coverage is Coverage.COVERED) for p in points])
    return 1.0 if found == 1.0 else FOR_COVERED * found
