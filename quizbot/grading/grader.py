"""The grader: question and answer to verdict. No clock, no chance, no network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from quizbot.domain import scoring
from quizbot.domain.lesson import NOTHING, Curve, Learned
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, Flag, PointVerdict, Verdict
from quizbot.grading import calibration, flags, guards, text, vectors
from quizbot.grading.calibration import Calibration
from quizbot.grading.idf import Idf
from quizbot.grading.lexicon import Lexicon
from quizbot.grading.neighbours import Neighbours
from quizbot.grading.rubric import Match
from quizbot.grading.sheet import Sheet
from quizbot.grading.word_order import WordOrder, is_monotonous

Load = Callable[[], vectors.Vectors]

VERSION = "points-4"
SHARE_OF_POINTS = 0.65
"""What the key points count in the estimate; the rest is likeness to a full-mark answer."""
HALF = 0.5
NEXT_TO_NOTHING = 0.15
"""Earned at most for an answer to another question; without any point nothing is."""
OF_LIKENESS: Curve = ((0.0, 0.0), (0.15, 0.0), (1.0, 1.0))
"""Any two English texts are a little alike."""
FROM, TO = 0.3, 0.8
"""Between these probabilities a point goes into the estimate in part."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is learned from the bank's texts, and the word vectors; ``lack`` is why there are none.

    Takes a second or two.
    """

    lexicon: Lexicon
    order: WordOrder
    neighbours: Neighbours
    calibration: Calibration
    lack: str

    @classmethod
    def of(cls, bank: Sequence[Question], load: Load, numbers: Calibration | None) -> _Prepared:
        try:
            words, lack = load(), ""
        except vectors.NoVectors as error:
            words, lack = None, str(error)
        idf = Idf.of("\n".join(answers(question)) for question in bank)
        return cls(
            Lexicon(idf, words),
            WordOrder(part for question in bank for part in _prose(question)),
            Neighbours(bank, idf),
            numbers or calibration.shipped(vectors=not lack),
            lack,
        )


class Grader:
    """Grades answers by key points.

    It is made from the bank, whose texts tell which words are telling. All that takes time is done
    at the first grading, which happens off the event loop. ``load`` reads the word vectors;
    ``numbers`` stand in for the shipped ones where they are being fitted.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        *,
        load: Load = vectors.load,
        numbers: Calibration | None = None,
    ) -> None:
        self._questions = tuple(questions)
        self._load = load
        self._numbers = numbers
        self._preparing = threading.Lock()
        self._prepared: _Prepared | None = None
        self._sheet = lru_cache(maxsize=32)(self._make_sheet)

    @property
    def lack(self) -> str:
        """Why the word vectors cannot be used, and what to do; empty where they can."""
        return self._all().lack

    @property
    def version(self) -> str:
        """The name that verdicts carry; without vectors grades are made on stems alone."""
        return f"{VERSION} on stems" if self.lack else VERSION

    def _all(self) -> _Prepared:
        with self._preparing:
            if self._prepared is None:
                self._prepared = _Prepared.of(self._questions, self._load, self._numbers)
            return self._prepared

    def _make_sheet(self, question: Question, accepted: Sequence[str]) -> Sheet:
        return Sheet(question, accepted, self._all().lexicon, self._all().calibration)

    def grade(self, question: Question, answer: str, learned: Learned = NOTHING) -> Verdict:
        """Grade a free-text answer.

        The estimate is made of the points by weight and the likeness to the model answer or an
        accepted one; a curve turns it into the score. A question without key points is graded by
        likeness alone.
        """
        sheet = self._sheet(_taught(question, learned), learned.answers)
        answer = text.visible(answer)
        written, instructs = guards.without_instructions(answer, sheet.subject)
        raised = [flags.INSTRUCTIONS] if instructs else []
        written = guards.without_repetition(written, sheet.discounted, sheet.hinted)
        if guards.says_nothing_new(written, sheet.discounted):
            written = ""
        rest = sheet.spelling.corrected(written)
        matches = sheet.matches(rest, written)
        points = sheet.judged(matches)
        estimate = _estimate(points, sheet.likeness(rest)) if rest else 0.0
        score = calibration.apply(self._curve(question, learned), estimate)
        most, guarded = self._most(sheet, rest, points, matches)
        score = min(max(score, _least(points)), most)
        corrections = () if guarded else sheet.corrections.of(rest)
        raised += guarded or flags.of_content(rest, sheet, points, matches)
        raised += [flags.MISTAKE] if corrections else []
        raised += [*flags.of_size(answer, sheet), *flags.of_score(score)]
        return Verdict(
            round(score, 4), points, corrections, tuple(raised), self.version, round(estimate, 4)
        )

    def _curve(self, question: Question, learned: Learned) -> Curve:
        """Return the server's own curve or the shipped one; likeness alone has a plain one."""
        if not question.key_points:
            return OF_LIKENESS
        return learned.curve or self._all().calibration.curve

    def _most(
        self, sheet: Sheet, answer: str, points: Sequence[PointVerdict], matches: Sequence[Match]
    ) -> tuple[float, list[Flag]]:
        """Return what an answer can earn at most (0..1), with the flags that say why."""
        found = [
            (i, match)
            for i, (point, match) in enumerate(zip(points, matches, strict=True))
            if point.coverage is not Coverage.MISSING
        ]
        limits: list[tuple[float, Flag | None]] = []
        if points and not found:
            limits.append((0.0, None))
        if found and len(points) > 1 and sheet.says_one_point(found):
            limits.append((HALF, None))
        if guards.is_keyword_bag(answer):
            limits.append((HALF, flags.KEYWORDS))
        elif is_monotonous(answer) or self._all().order.is_jumbled(answer):
            limits.append((HALF, flags.JUMBLED))
        evidence = "\n".join(dict.fromkeys(match.passage for _, match in found))
        if found and self._all().neighbours.answers_another(sheet.question, answer, evidence):
            limits.append((NEXT_TO_NOTHING, flags.ELSEWHERE))
        return min((most for most, _ in limits), default=1.0), [why for _, why in limits if why]


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
    return 1.0 if found == 1.0 else HALF * found


def _taught(question: Question, learned: Learned) -> Question:
    """Return a question with the server's own ways to say its points."""
    if not learned.phrasings:
        return question
    points = (
        replace(point, accept=(*point.accept, *learned.phrasings.get(point.point, ())))
        for point in question.key_points
    )
    return replace(question, key_points=tuple(points))


def answers(question: Question) -> list[str]:
    """Return the model answer and every way to say a point: what tells telling words apart."""
    phrasings = (phrase for point in question.key_points for phrase in point.phrasings)
    return [question.answer, *phrasings]


def _prose(question: Question) -> Iterator[str]:
    """Yield all texts of a question."""
    yield from answers(question)
    yield question.prompt
    yield from question.hints
    yield from (mistake.correction for mistake in question.mistakes)
    yield from (choice.text for choice in question.choices)


def grade_choice(question: Question, choice: int) -> Verdict:
    """Grade a chosen option: right or wrong.

    Raises:
        IndexError: the question has no such choice.
    """
    chosen = question.choices[choice]
    corrections = () if chosen.correct or not chosen.why else (chosen.why,)
    return Verdict(1.0 if chosen.correct else 0.0, corrections=corrections, grader="choice-1")
