"""What a question must carry so that its grades can be fair, tried with the grader itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import combinations

from quizbot.domain.question import KeyPoint, Question
from quizbot.domain.verdict import Coverage
from quizbot.grading import text
from quizbot.grading.grader import Grader

FEWEST_PHRASINGS = 2
MOST_ALIKE = 0.75
"""Two phrasings that share more of their telling stems say the same in the same words."""
NEAREST = 4
"""So many model answers of the topic are tried, those with most words in common."""
MOST_FOR_ANOTHER = 0.2
"""What the model answer to another question of the topic may score at most.

As a member would get it, that is after the guard against answers to another question.
"""


def lint(question: Question, neighbours: Iterable[Question], grader: Grader) -> Iterator[str]:
    """Yield a sentence for each thing that would make grades of this question unfair.

    ``neighbours`` are the other questions of its topic.
    """
    yield from _own_answer(question, grader)
    yield from _prompt(question, grader)
    for point in question.key_points:
        yield from _phrasings(point)
    for other in _nearest(question, neighbours):
        score = grader.grade(question, other.answer).score
        if score > MOST_FOR_ANOTHER:
            yield (
                f"the model answer of {other.id} scores {score:.2f} here; "
                "make the points more specific."
            )


def _nearest(question: Question, neighbours: Iterable[Question]) -> list[Question]:
    """Return the neighbours whose model answers share most telling stems with the question's."""
    own = text.stem_set(question.answer)
    return nlargest(NEAREST, neighbours, key=lambda one: len(own & text.stem_set(one.answer)))


def _own_answer(question: Question, grader: Grader) -> Iterator[str]:
    for point in grader.grade(question, question.answer).points:
        if point.coverage is not Coverage.COVERED:
            yield (
                f'the model answer does not say "{point.point}" ({point.similarity:.2f}); '
                "bring them together."
            )


def _prompt(question: Question, grader: Grader) -> Iterator[str]:
    for point in grader.grade(question, question.prompt).points:
        if point.coverage is not Coverage.MISSING:
            yield f'the prompt alone gives away "{point.point}"; reword one of them.'


def _phrasings(point: KeyPoint) -> Iterator[str]:
    if len(point.accept) < FEWEST_PHRASINGS:
        yield f'"{point.point}" has {len(point.accept)} accepted phrasings; give at least two.'
    for first, second in combinations(point.phrasings, 2):
        if _likeness(first, second) > MOST_ALIKE:
            yield f'"{first}" and "{second}" use the same words; say one of them in others.'


def _likeness(first: str, second: str) -> float:
    """Return the share of the shorter phrasing's telling stems that the other has too, 0..1."""
    stems = [text.stem_set(words) for words in (first, second)]
    fewest = min(map(len, stems))
    return len(stems[0] & stems[1]) / fewest if fewest else 0.0
