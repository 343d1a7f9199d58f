"""A question goes into the form and comes out of it as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import KeyPoint, Level, Question
from quizbot.domain.question_draft import draft_of, read_key_points

words = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
points = st.builds(KeyPoint, words, st.lists(words, max_size=3).map(tuple))


@given(st.lists(points, max_size=5))
def test_key_points_survive_the_form(given_points: list[KeyPoint]) -> None:
    question = Question("q", "t", Level.BEGINNER, "p", "a", tuple(given_points))
    assert read_key_points(draft_of(question).key_points) == given_points


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        (" \n\n", []),
        ("- a\n* b\n3) c", [("a",), ("b",), ("c",)]),
        ("a | b|c", [("a", "b", "c")]),
        ("a \\| b", [("a | b",)]),
        ("| | x |", [("x",)]),
        ("2.5 times", [("2.5 times",)]),
    ],
)
def test_what_people_type(typed: str, read: list[tuple[str, ...]]) -> None:
    assert [point.phrasings for point in read_key_points(typed)] == read
