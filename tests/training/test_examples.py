"""Marked answers as examples; the training itself needs torch and is run by hand."""

from __future__ import annotations

import random

import pytest

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.grading.reading.reading_input import POINT_MARK
from tests.training.examples import Example, Examples, batches
from tests.training.words import QUESTIONS, tokenise, words


def first_words(example: Example) -> list[str]:
    """Return the last word of what stands behind each marker: point0, way1 ..."""
    return words([example.reading.tokens[at + 2] for at in example.reading.markers])


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_stays_with_its_point_however_they_are_shuffled(seed: int) -> None:
    marks = (1, 0.5, 0, -1)
    given = MarkedAnswer("one", AnswerKind.MIXED, "Something is said.", marks, 0.4)
    made = Examples(tokenise, random.Random(seed)).marked(QUESTIONS[0], given)
    assert made.score == 0.4
    if None in made.marks:  # a full answer stood in for the points
        return
    assert all(made.reading.tokens[at] == POINT_MARK for at in made.reading.markers)
    numbers = [int(word[-1]) for word in first_words(made)]
    assert [marks[number] for number in numbers] == list(made.marks)


def test_batches_hold_all_and_no_more_than_fits() -> None:
    examples = Examples(tokenise, random.Random(1))
    made = [
        examples.of(QUESTIONS[i % 3], [("so it is " * i, None)], [None] * 4, 0.0) for i in range(50)
    ]
    found = list(batches(made, 400, random.Random(1)))
    assert sorted(map(id, (one for batch in found for one in batch))) == sorted(map(id, made))
    for batch in found:
        longest = max(len(one.reading.tokens) for one in batch)
        assert len(batch) == 1 or longest * len(batch) <= 400
