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
LEAST_FOR_OWN = 0.9
"""What the model answer itself must earn."""
LEAST_FOR_BLIND = 0.3
"""What the answer of somebody who knows the subject and saw the prompt alone must earn."""


def lint(
    question: Question, neighbours: Iterable[Question], blind: Iterable[str], grader: Grader
) -> Iterator[str]:
    """Yield a sentence for each thing that would make grades of this question unfair.

    ``neighbours`` are the other questions of its topic, ``blind`` good answers by people who did
    not see its key points.
    """
    yield from _own_answer(question, grader)
    yield from _blind(question, blind, grader)
    yield from _prompt(question, grader)
    yield from _true_sentences(question, grader)
    for point in question.key_points:
        yield from _phrasings(point)
    for other in _nearest(question, neighbours):
        score = grader.grade(question, other.answer).score
        if score > MOST_FOR_ANOTHER:
            yield (
                f"the model answer of {other.id} scores {score:.2f} here; "
                "make the points more specific."
            )


def covers_own(question: Question, grader: Grader) -> Iterator[tuple[KeyPoint, str]]:
    """Yield each sentence that turns a point round and is taken for it, with the point."""
    for i, point in enumerate(question.key_points):
        for contrary in point.contrary:
            if grader.grade(question, contrary).points[i].coverage is Coverage.COVERED:
                yield point, contrary


def covers_another(question: Question, grader: Grader) -> Iterator[tuple[KeyPoint, str]]:
    """Yield each accepted phrasing of a point that is taken for another one, with that other."""
    points = question.key_points
    for i, point in enumerate(points):
        for phrase in point.accept:
            for other, found in zip(points, grader.grade(question, phrase).points, strict=True):
                if found.coverage is Coverage.COVERED and other is not points[i]:
                    yield other, phrase


def _nearest(question: Question, neighbours: Iterable[Question]) -> list[Question]:
    """Return the neighbours whose model answers share most telling stems with the question's."""
    own = text.stem_set(question.answer)
    return nlargest(NEAREST, neighbours, key=lambda one: len(own & text.stem_set(one.answer)))


def _own_answer(question: Question, grader: Grader) -> Iterator[str]:
    verdict = grader.grade(question, question.answer)
    if verdict.score < LEAST_FOR_OWN:
        lacking = (p.point for p in verdict.points if p.coverage is not Coverage.COVERED)
        yield f"the model answer earns {verdict.score:.2f}; bring these in: {' · '.join(lacking)}"
    for correction in verdict.corrections:
        yield f'the model answer is told "{correction}"; reword the mistake.'


def _blind(question: Question, answers: Iterable[str], grader: Grader) -> Iterator[str]:
    for answer in answers:
        verdict = grader.grade(question, answer)
        if verdict.score < LEAST_FOR_BLIND:
            yield (
                f'the blind answer "{answer[:40]}" earns {verdict.score:.2f}; '
                "make the points fit what the prompt asks."
            )
        for correction in verdict.corrections:
            yield f'the blind answer "{answer[:40]}" is told "{correction}"; reword the mistake.'


def _true_sentences(question: Question, grader: Grader) -> Iterator[str]:
    for mistake in question.mistakes:
        if grader.corrections(question, mistake.true_neighbour):
            yield f'"{mistake.true_neighbour}" is true and corrected; reword the mistake.'


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
