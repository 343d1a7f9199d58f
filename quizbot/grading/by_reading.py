"""Judging by reading: a small model reads prompt, key points and answer together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from quizbot.domain import scoring
from quizbot.domain.lesson import Curve, Learned
from quizbot.domain.question import KeyPoint, Question
from quizbot.domain.verdict import Coverage, PointVerdict
from quizbot.grading import flags
from quizbot.grading.calibration import OF_LIKENESS, ReadingNumbers
from quizbot.grading.judgement import Judgement
from quizbot.grading.reading.reader import Read, Reader
from quizbot.grading.reading.reading_input import reference_points
from quizbot.grading.sheet import Sheet

READER_VERSION = "reader-2"
WORTH = np.array([-1.0, 0.0, 0.5, 1.0], np.float32)
"""What a point is worth that is contradicted, left out, said in part, said."""
TAKEN_AWAY = 0.5
"""Of an answer that turns all points round so much is taken away; the whole has seen most of it."""
DOUBTFUL_FROM = 0.25
"""From this probability on an answer that perhaps turns a point round is shown to moderators."""


@dataclass(frozen=True, slots=True)
class PointRead:
    """What was read of a point: it was number ``row`` of a reading."""

    read: Read
    row: int

    @property
    def contradicted(self) -> float:
        """How likely the answer says the opposite, 0..1."""
        return float(self.read.said[self.row, 0])

    @property
    def said(self) -> float:
        """How much of the point is said, 0..1."""
        return float(self.read.said[self.row, 2:] @ WORTH[2:])

    @property
    def worth(self) -> float:
        """What is said less what is contradicted, -1..1."""
        return self.said - self.contradicted

    def evidence(self, written: str) -> str:
        """Return the clause of an answer that decided, as it was written."""
        return self.read.evidence(self.row, written)


class ByReading:
    """Judges with the reader; takes some 0.1 s. Several threads may judge at once."""

    def __init__(self, reader: Reader, numbers: ReadingNumbers) -> None:
        self._reader = reader
        self._numbers = numbers

    @property
    def version(self) -> str:
        """The name that verdicts carry."""
        return READER_VERSION

    def curve(self, question: Question) -> Curve:
        """Return the shipped curve from estimate to score; likeness alone has a plain one."""
        return self._numbers.curve if question.key_points else OF_LIKENESS

    def judge(self, sheet: Sheet, answer: str, written: str, learned: Learned) -> Judgement:
        """Judge an answer that is not empty; ``written`` is the answer with its slips."""
        question = sheet.question
        if not question.key_points:
            return Judgement((), sheet.likeness(answer))
        read = self._reader.read(question.prompt, question.key_points, answer)
        findings, whole = self._taught(question, answer, learned, read)
        estimate = estimated(question.key_points, findings, whole, self._numbers.of_points)
        for accepted in _nearest(learned.answers, answer):
            estimate = max(estimate, self._beside(question, accepted, answer))
        verdicts = tuple(
            self._verdict(point, finding, written)
            for point, finding in zip(question.key_points, findings, strict=True)
        )
        doubtful = any(finding.contradicted >= DOUBTFUL_FROM for finding in findings)
        return Judgement(verdicts, estimate, flags=tuple(flags.of_points(verdicts, doubtful)))

    def _taught(
        self, question: Question, answer: str, learned: Learned, read: Read
    ) -> tuple[list[PointRead], float]:
        """Return what is read of the points and the whole by what the server taught.

        Where a taught way to say a point is found it takes the point's place.
        """
        points = [*question.key_points]
        best = [PointRead(read, i) for i in range(len(points))]
        ways = [
            (i, KeyPoint(way))
            for i, point in enumerate(points)
            for way in learned.phrasings.get(point.point, ())
        ]
        if not ways:
            return best, read.whole
        taught = self._reader.read(question.prompt, [point for _, point in ways], answer)
        for row, (i, way) in enumerate(ways):
            found = PointRead(taught, row)
            if found.worth > best[i].worth:
                best[i] = found
                points[i] = replace(points[i], point=way.point)
        again = self._reader.read(question.prompt, points, answer)
        return best, max(read.whole, again.whole)

    def _beside(self, question: Question, accepted: str, answer: str) -> float:
        """Return what an answer is worth beside a whole one that moderators accepted."""
        points = reference_points(accepted)
        read = self._reader.read(question.prompt, points, answer)
        findings = [PointRead(read, i) for i in range(len(points))]
        return estimated(points, findings, read.whole, self._numbers.of_points)

    def _verdict(self, point: KeyPoint, finding: PointRead, written: str) -> PointVerdict:
        coverage = self._coverage(finding)
        evidence = "" if coverage is Coverage.MISSING else finding.evidence(written)
        return PointVerdict(
            point.point, coverage, round(finding.said, 4), evidence, point.weight, point.any_of
        )

    def _coverage(self, finding: PointRead) -> Coverage:
        if finding.contradicted >= self._numbers.contradicted:
            return Coverage.CONTRADICTED
        if finding.said >= self._numbers.covered:
            return Coverage.COVERED
        return Coverage.UNSURE if finding.said >= self._numbers.unsure else Coverage.MISSING


def estimated(
    points: Sequence[KeyPoint], findings: Sequence[PointRead], whole: float, of_points: float
) -> float:
    """Return the estimate (0..1): so much of it ``of_points``, the rest of the ``whole``.

    What is turned round takes away `TAKEN_AWAY` of its share.
    """
    share = scoring.share(points, [finding.worth for finding in findings])
    turned = scoring.share(points, [finding.contradicted for finding in findings])
    found = of_points * max(share, 0.0) + (1 - of_points) * whole
    return found * (1 - TAKEN_AWAY * turned)


def _nearest(accepted: Sequence[str], answer: str) -> list[str]:
    """Return the accepted answer that has most words of an answer, if there is any."""
    found = process.extractOne(answer, accepted, scorer=fuzz.token_set_ratio)
    return [found[0]] if found else []
