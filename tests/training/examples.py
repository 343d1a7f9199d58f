"""What the reader learns from: answers beside their questions, with the marks of people."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Question
from quizbot.grading import text
from quizbot.grading.reading.reading_input import (
    Reading,
    Tokenise,
    asked,
    readable,
    reading,
    reference_points,
)

Mark = float | None
"""A mark of a point; None where nobody gave one."""
Sentences = list[tuple[str, int | None]]
"""Sentences, each with the number of the point that it is about, if any."""

WITHOUT_CONTRARIES, BY_ANOTHER_NAME, WITHOUT_POINTS = 0.75, 0.15, 0.12
"""Shares of the readings in which nothing stands beside the points, of the points that stand there
as one of their phrasings, and of the readings where a full answer stands in for all points: so are
most questions that servers write themselves."""
OF_BLIND = 0.9
"""What a blind answer is taken to be worth; nobody marked it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A reading with what is to be learned from it.

    ``decided`` are triples (point, from, to): the tokens that the mark of a point comes from.
    ``counts`` is how much its marks count beside those that people gave.
    """

    reading: Reading
    marks: tuple[Mark, ...]
    score: float | None = None
    kind: AnswerKind | None = None
    counts: float = 1.0
    decided: tuple[tuple[int, int, int], ...] = ()


class Examples:
    """Lays answers beside their questions; ``rng`` decides in which order the points stand."""

    def __init__(self, tokenise: Tokenise, rng: random.Random) -> None:
        self._tokenise = tokenise
        self._rng = rng

    def marked(self, question: Question, given: MarkedAnswer) -> Example:
        """Return a marked answer as an example."""
        marks: Sequence[Mark] = given.marks or [None] * len(question.key_points)
        parts = in_sentences(given.answer)
        if given.marks and self._rng.random() < WITHOUT_POINTS:
            question = self.without_points(question)
            marks = [None] * len(question.key_points)
        return replace(self.of(question, parts, marks, worth(given)), kind=given.kind)

    def without_points(self, question: Question) -> Question:
        """Return a question whose points are the sentences of a full answer."""
        points = " ".join(point.point for point in question.key_points)
        full = self._rng.choice((question.answer, question.answer, points))
        return replace(question, key_points=reference_points(full))

    def of(
        self, question: Question, parts: Sentences, marks: Sequence[Mark], score: float | None
    ) -> Example:
        """Return an answer in parts, with a mark for each key point of the question."""
        points = list(enumerate(question.key_points))
        self._rng.shuffle(points)
        shown = [self._beside(point) for _, point in points]
        sentences = [self._tokenise(part) for part, _ in parts]
        # What does not fit is of no use: the points of the first part alone are learned.
        first = asked(question.prompt, shown, self._tokenise, contraries=1)[0]
        made = reading(first, sentences)
        numbers = [points[i][0] for i in first.points]
        decided = tuple(
            (numbers.index(number), *place)
            for (_, number), place in zip(parts, made.parts, strict=True)
            if number in numbers and place[0] < place[1] and number is not None
        )
        return Example(made, tuple(marks[n] for n in numbers), score, decided=decided)

    def _beside(self, point: KeyPoint) -> KeyPoint:
        """Return a point with one of its contraries, or with none."""
        if point.accept and self._rng.random() < BY_ANOTHER_NAME:
            point = replace(point, point=self._rng.choice(point.accept))
        if not point.contrary or self._rng.random() < WITHOUT_CONTRARIES:
            return replace(point, contrary=())
        return replace(point, contrary=(self._rng.choice(point.contrary),))


def in_sentences(answer: str) -> Sentences:
    """Return the sentences of an answer, about no point that is known."""
    return [(part, None) for part in text.sentences(readable(answer))]


def worth(given: MarkedAnswer) -> float | None:
    """Return the score of a marked answer; a blind one has none and is taken to be good."""
    return OF_BLIND if given.kind is AnswerKind.BLIND else given.score


def batches(
    examples: Sequence[Example], tokens: int, rng: random.Random | None = None
) -> Iterator[list[Example]]:
    """Yield examples of like length together, of ``tokens`` at most with their filling."""

    def length(example: Example) -> float:
        return len(example.reading.tokens) + (20 * rng.random() if rng else 0)

    found: list[list[Example]] = [[]]
    longest = 0
    for example in sorted(examples, key=length):
        longest = max(longest, len(example.reading.tokens))
        if found[-1] and (len(found[-1]) + 1) * longest > tokens:
            found.append([])
            longest = len(example.reading.tokens)
        found[-1].append(example)
    if rng:
        rng.shuffle(found)
    yield from found
