"""A question goes into the form and comes out of it as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain import question_draft_lists as lists
from quizbot.domain.question import AnyOf, Choice, KeyPoint, Level, Question
from quizbot.domain.question_draft import (
    Draft,
    completed,
    draft_of,
    handed_in,
    kept_from,
    read_key_points,
)

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


options = st.text(st.sampled_from("ab|*-A.)1 \n✓[]x\\•"), min_size=1, max_size=12)
told = options.map(str.strip).filter(bool)
choices = st.lists(st.builds(Choice, told, st.booleans(), told | st.just("")), max_size=5)


@given(choices, st.lists(told, max_size=4))
def test_choices_and_lists_survive_the_form(made: list[Choice], listed: list[str]) -> None:
    assert lists.read_choices(lists.choices_text(made)) == made
    assert lists.read(lists.written(listed)) == listed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("* a\nb | not so\n\n", [("a", True, ""), ("b", False, "not so")]),
        ("A) a\nB) b\n*C) c", [("a", False, ""), ("b", False, ""), ("c", True, "")]),
        ("1. a\n✅ 2. b", [("a", False, ""), ("b", True, "")]),
        ("- [ ] a", [("[ ] a", False, "")]),
        ("[x] a\n[ ] b", [("a", True, ""), ("b", False, "")]),
        ("A) a\nb", [("A) a", False, ""), ("b", False, "")]),
        ("a \\| b | c", [("a | b", False, "c")]),
        ("• a\n- b", [("a", False, ""), ("b", False, "")]),
    ],
)
def test_choices_as_people_type_them(typed: str, read: list[tuple[str, bool, str]]) -> None:
    found = [(choice.text, choice.correct, choice.why) for choice in lists.read_choices(typed)]
    assert found == read


@given(st.lists(told, max_size=9))
def test_a_list_in_parts_is_the_same_list(listed: list[str]) -> None:
    parts = lists.parted(lists.written(listed), 20)
    assert [entry for part in parts for entry in lists.read(part)] == listed
    assert all(len(part) <= 20 for part in parts if len(lists.read(part)) > 1)


def test_a_form_hands_in_its_own_fields_only() -> None:
    before = Draft("gans", "beginner", "p", "a", "one\ntwo", hints="h")
    after = handed_in(before, {"choices": "* a", "choices-2": "b", "unknown": "x"})
    assert after == replace(before, choices="* a\nb")
    assert handed_in(before, {"hints": ""}) == replace(before, hints="")


@pytest.mark.parametrize(
    ("given_", "topic", "new"),
    [
        ({"topic-1": ["gans"], "topic-own": []}, "gans", ""),
        ({"topic-1": ["gans"], "topic-own": ["ours"]}, "ours", ""),
        ({"topic-1": ["vaes"], "topic-own": []}, "vaes", ""),
        ({"topic-1": ["gans"], "new_topic": "New one"}, "gans", "New one"),
        ({"topic-1": [], "new_topic": ""}, "gans", ""),
    ],
)
def test_of_the_topics_the_changed_one_counts(given_: dict[str, Any], topic: str, new: str) -> None:
    after = handed_in(Draft("gans"), given_)
    assert (after.topic, after.new_topic) == (topic, new)


def test_options_listed_for_want_of_a_key_leave_the_prompt_with_it() -> None:
    listed = Draft(prompt="Which floats?\n- wood\n- iron", choices="wood\niron")
    assert handed_in(listed, {"choices": "* wood\niron"}).prompt == "Which floats?"
    assert handed_in(listed, {"hints": "x"}).prompt == listed.prompt
    other = replace(listed, choices="* yes\nno")
    assert handed_in(other, {"choices": "* yes\nnever"}).prompt == listed.prompt


def test_what_a_draft_of_an_earlier_version_did_not_show_is_kept() -> None:
    question = replace(BASE, hints=("h",), choices=(Choice("x", correct=True), Choice("y")))
    old = Draft("t", "beginner", "new", "a", "heart")
    whole = completed(old, question)
    assert (whole.prompt, whole.hints, whole.choices) == ("new", "h", "* x\ny")
    assert completed(replace(old, hints=""), question).hints == ""
