"""A question goes into the form and comes out of it as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import AnyOf, KeyPoint, Level, Question
from quizbot.domain.question_draft import draft_of, kept_from, read_key_points

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


TWO = AnyOf(1, 2)
BASE = Question(
    "q",
    "t",
    Level.BEGINNER,
    "p",
    "a",
    (
        KeyPoint("heart", weight=2, contrary=("no heart",)),
        *(KeyPoint(name, any_of=TWO) for name in ("a", "b", "c")),
        KeyPoint("aside", weight=0),
    ),
)


def test_what_the_form_does_not_show_is_kept() -> None:
    typed = read_key_points(draft_of(BASE).key_points)
    assert kept_from(BASE, typed) == list(BASE.key_points)
    assert kept_from(None, typed) == typed


def test_a_changed_group_stays_together_while_it_has_a_choice() -> None:
    moved = kept_from(BASE, read_key_points("a | also a\nheart\nnew\nb\nc"))
    assert [point.point for point in moved] == ["a", "b", "c", "heart", "new"]
    assert [point.any_of for point in moved] == [TWO, TWO, TWO, None, None]
    assert moved[0].accept == ("also a",)
    left = kept_from(BASE, read_key_points("heart\na\nb"))
    assert [(point.point, point.any_of) for point in left] == [
        ("heart", None),
        ("a", None),
        ("b", None),
    ]
