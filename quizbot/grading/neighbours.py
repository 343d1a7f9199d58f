"""Whether an answer belongs to another question of the bank."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from quizbot.domain.question import Question
from quizbot.grading import text
from quizbot.grading.idf import Idf

PASSAGES, ANSWERS = 1.6, 2.3
"""So many times more alike to another question's texts: passages, or a whole answer, of that one.

In answers to the first 265 questions full ones reach at most 1.6 (1.0 in nine of ten), model
answers of other questions of the topic at least 2.3. A full answer that goes on to a related
question lies between.
"""


class Neighbours:
    """The stems of each question's model answer and points."""

    def __init__(self, questions: Iterable[Question], idf: Idf) -> None:
        self._idf = idf
        self._having: dict[str, list[str]] = defaultdict(list)
        self._lengths: dict[str, float] = {}
        for question in questions:
            stems = _stems(question)
            self._lengths[question.id] = self._length(stems)
            for stem in sorted(stems):
                self._having[stem].append(question.id)

    def answers_another(self, question: Question, answer: str, passages: str) -> bool:
        """Tell whether an answer, or its ``passages`` that serve a point, belong to another one."""
        return (
            self._elsewhere(question, passages) > PASSAGES
            or self._elsewhere(question, answer) > ANSWERS
        )

    def _elsewhere(self, question: Question, words: str) -> float:
        """Return how many times more alike some words are to another question than to this one."""
        given = text.stem_set(words)
        shared: Counter[str] = Counter()
        for stem in given:
            square = self._idf.weight(stem) ** 2
            for other in self._having.get(stem, ()):
                shared[other] += square
        shared.pop(question.id, None)
        others = [weight / self._lengths[name] for name, weight in shared.items()]
        stems = _stems(question)
        own = sum(self._idf.weight(stem) ** 2 for stem in given & stems)
        if not others:
            return 0.0
        return max(others) * (self._length(stems) or 1.0) / own if own else math.inf

    def _length(self, stems: Iterable[str]) -> float:
        return math.sqrt(sum(self._idf.weight(stem) ** 2 for stem in stems))


def _stems(question: Question) -> frozenset[str]:
    points = (point.point for point in question.key_points)
    return text.stem_set("\n".join([question.answer, *points]))
