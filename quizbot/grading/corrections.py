"""Mistakes that an answer states: a passage says one, and is nearer to it than to what is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz

from quizbot.domain.question import Mistake, Question
from quizbot.grading import polarity, rubric, text
from quizbot.grading.lexicon import Floats, Lexicon
from quizbot.grading.rubric import Passages, Phrases

STATED = 0.6
"""So much of a mistake's words must stand in one passage."""
NEARER = 0.07
"""By so much (of 1) the passage must be nearer to the mistake than to any true sentence.

Over the bank this draws a correction from none of 350 model answers, of 1 in 700 answers of people
who saw the prompts alone and of 694 true sentences that sound like a mistake, and from 671 of the
694 mistakes themselves.
"""


class Corrections:
    """The listed mistakes of a question, beside everything that is known to be true about it.

    True are its model answer, the ways to say its points, the corrections, and the sentences that
    sound like a mistake and are right. Here the words of the question count.
    """

    def __init__(self, question: Question, accepted: Sequence[str], lexicon: Lexicon) -> None:
        self._mistakes = question.mistakes
        self._lexicon = lexicon.stems
        self._says = Phrases.of([[m.says] for m in question.mistakes], frozenset(), lexicon.stems)
        self._true = Phrases.of([[*_true(question, accepted)]], frozenset(), lexicon.stems)

    def of(self, answer: str) -> tuple[str, ...]:
        """Return the correction of each mistake that an answer states."""
        if not self._mistakes or not answer:
            return ()
        passages = Passages.of(answer, frozenset(), self._lexicon)
        recall, _, _ = rubric.compare(self._says, passages)
        stated = recall >= STATED
        if not stated.any():
            return ()
        nearer = _nearness(self._says, passages, recall) - self._truth(passages) > NEARER
        return tuple(
            mistake.correction
            for mistake, rows in zip(self._mistakes, stated & nearer, strict=True)
            if any(polarity.same(mistake.says, passages.read[i]) for i in np.flatnonzero(rows))
        )

    def _truth(self, passages: Passages) -> Floats:
        """Return how near each passage is to the true sentence nearest to it, (passages,)."""
        recall, _, _ = rubric.compare(self._true, passages)
        return np.asarray(_nearness(self._true, passages, recall).max(axis=0, initial=0.0))


def _true(question: Question, accepted: Sequence[str]) -> Iterator[str]:
    for answer in (question.answer, *accepted):
        yield from text.sentences(answer)
    for point in question.key_points:
        yield from point.phrasings
    for mistake in question.mistakes:
        yield from _sentences(mistake)


def _sentences(mistake: Mistake) -> Iterator[str]:
    yield mistake.correction
    if mistake.true_neighbour:
        yield mistake.true_neighbour


def _nearness(phrases: Phrases, passages: Passages, recall: Floats) -> Floats:
    """Return how near phrases and passages are (0..1), shape (phrases, passages).

    The mean of recall and of likeness letter by letter, which sees the order.
    """
    said = [text.normalise(phrase) for phrase in phrases.written]
    read = [text.normalise(passage) for passage in passages.read]
    alike = [[fuzz.ratio(one, other) / 100 for other in read] for one in said]
    return np.asarray((recall + np.array(alike).reshape(recall.shape)) / 2)
