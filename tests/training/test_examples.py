"""What the reader learns from; the training itself needs torch and is run by hand."""

from __future__ import annotations

import random

import pytest

from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Level, Question
from quizbot.grading.reading.reading_input import POINT_MARK
from tests.training.examples import Example, Examples, batches

WORDS: dict[str, int] = {}


def tokenise(text: str) -> list[int]:
    """One number for each different word."""
    return [WORDS.setdefault(word, 1000 + len(WORDS)) for word in text.casefold().split()]


def question(name: str, topic: str) -> Question:
    points = tuple(
        KeyPoint(f"{name} point{i}", (f"{name} way{i}",), contrary=(f"{name} never{i}",))
        for i in range(4)
    )
    return Question(name, topic, Level.BEGINNER, f"what is {name}", f"{name} is that.", points)


QUESTIONS = [question("one", "a"), question("two", "a"), question("three", "b")]


def first_words(example: Example) -> list[str]:
    """Return the last word of what stands behind each marker: point0, way1 ..."""
    names = {number: word for word, number in WORDS.items()}
    return [names[example.reading.tokens[at + 2]] for at in example.reading.markers]


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_stays_with_its_point_however_they_are_shuffled(seed: int) -> None:
    examples = Examples(QUESTIONS, tokenise, random.Random(seed))
    marks = (1, 0.5, 0, -1)
    given = MarkedAnswer("one", AnswerKind.MIXED, "Something is said.", marks, 0.4)
    made = examples.marked(QUESTIONS[0], given)
    assert made.score == 0.4
    if None in made.marks:  # a full answer stood in for the points
        return
    assert all(made.reading.tokens[at] == POINT_MARK for at in made.reading.markers)
    numbers = [int(word[-1]) for word in first_words(made)]
    assert [marks[number] for number in numbers] == list(made.marks)


def test_what_is_put_together_says_what_its_marks_say() -> None:
    examples = Examples(QUESTIONS, tokenise, random.Random(3))
    right = [MarkedAnswer("one", AnswerKind.FULL, "one way0 and one way1 is right")]
    names: dict[int, str]
    seen = set()
    for _ in range(400):
        made = examples.made_up(right)
        names = {number: word for word, number in WORDS.items()}
        assert len(made.marks) == len(made.reading.markers)
        for point, start, end in made.decided:
            said = " ".join(names[token] for token in made.reading.tokens[start:end])
            seen.add(made.marks[point])
            if made.marks[point] == 1:
                assert "never" not in said
            if made.marks[point] == -1:
                assert "never" in said or "not true" in said or "wrong" in said or "false" in said
    assert seen >= {1, -1, 0}


def test_batches_hold_all_and_no_more_than_fits(bank: Library) -> None:
    examples = Examples(QUESTIONS, tokenise, random.Random(1))
    made = [examples.made_up([]) for _ in range(50)]
    found = list(batches(made, 400, random.Random(1)))
    assert sorted(map(id, (one for batch in found for one in batch))) == sorted(map(id, made))
    for batch in found:
        longest = max(len(one.reading.tokens) for one in batch)
        assert len(batch) == 1 or longest * len(batch) <= 400


def test_the_answer_to_another_question_says_nothing_of_this_one() -> None:
    """Nor is it taken where it may say a point, having most of its telling words."""
    examples = Examples(QUESTIONS, tokenise, random.Random(5))
    given = [
        MarkedAnswer("two", AnswerKind.FULL, "two is gladly said of two"),
        MarkedAnswer("three", AnswerKind.UNUSUAL, "one point0 is what three is like"),
    ]
    under_one = 0
    for _ in range(600):
        made = examples.made_up(given)
        names = {number: word for word, number in WORDS.items()}
        tokens = made.reading.tokens
        said = [
            names.get(t, "") for t, kind in zip(tokens, made.reading.kinds, strict=True) if kind
        ]
        asked = names[tokens[sum(made.reading.kinds) + 4]]
        if "gladly" in said and asked == "one" and made.score is not None:
            under_one += 1
            assert set(made.marks) == {0}
            assert made.score == 0
        assert not ("like" in said and asked == "one")
    assert under_one > 5
