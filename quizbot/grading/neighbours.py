"""Whether an answer belongs to another question of the bank."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from quizbot.domain.question import Question
from quizbot.grading import text
from quizbot.grading.idf import Idf

ELSEWHERE = 1.6
"""An answer that is so many times more alike to another question's texts is an answer to that one.

In the answers under ``tests/grading/sets`` full ones reach at most 1.6 (1.0 in nine of ten), model
answers of other questions of the topic at least 2.3.
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

    def answers_another(self, question: Question, answer: str) -> bool:
        """Tell whether an answer is far more alike to another question than to this one."""
        given = text.stem_set(answer)
        shared: Counter[str] = Counter()
        for stem in given:
            square = self._idf.weight(stem) ** 2
            for other in self._having.get(stem, ()):
                shared[other] += square
        shared.pop(question.id, None)
        others = [weight / self._lengths[name] for name, weight in shared.items()]
        stems = _stems(question)
        own = sum(self._idf.weight(stem) ** 2 for stem in given & stems)
        return max(others, default=0.0) > ELSEWHERE * own / (self._length(stems) or 1.0)

    def _length(self, stems: Iterable[str]) -> float:
        return math.sqrt(sum(self._idf.weight(stem) ** 2 for stem in stems))


def _stems(question: Question) -> frozenset[str]:
    points = (point.point for point in question.key_points)
    return text.stem_set("\n".join([question.answer, *points]))
