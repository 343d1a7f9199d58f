from __future__ import annotations

import pytest

from quizbot.domain.question import KeyPoint
from quizbot.grading.reading import reading_input
from quizbot.grading.reading.encoder import LONGEST
from quizbot.grading.reading.reading_input import (
    CONTRARY_MARK,
    END,
    MOST_OF_POINTS,
    POINT_MARK,
    START,
)


def tokenise(words: str) -> list[int]:
    """One token a word: its length, above the marks."""
    return [1000 + len(word) for word in words.split()]


POINTS = (KeyPoint("a bb", contrary=("ccc",)), KeyPoint("dddd"))


def test_a_marker_stands_before_each_point() -> None:
    (asked,) = reading_input.asked("what is it", POINTS, tokenise, contraries=1)
    laid = reading_input.reading(asked, [[1, 2], [3]])
    prompt = [1004, 1002, 1002]
    behind = [POINT_MARK, 1001, 1002, CONTRARY_MARK, 1003, POINT_MARK, 1004, END]
    assert laid.tokens == (START, 1, 2, 3, END, *prompt, END, *behind)
    assert [laid.tokens[at] for at in laid.markers] == [POINT_MARK, POINT_MARK]
    assert laid.kinds == (0, 1, 1, 1, *[0] * (len(laid.tokens) - 4))
    assert [laid.tokens[start:end] for start, end in laid.parts] == [(1, 2), (3,)]


def test_many_points_are_read_in_parts_and_none_is_lost() -> None:
    points = [KeyPoint(" ".join(["word"] * 40)) for _ in range(20)]
    parts = reading_input.asked("what is it", points, tokenise)
    assert [number for part in parts for number in part.points] == list(range(20))
    assert all(len(part.tokens) <= MOST_OF_POINTS + 10 for part in parts)


def test_a_long_answer_is_read_in_windows_that_fit() -> None:
    (asked,) = reading_input.asked("what is it", POINTS, tokenise)
    answer = [[number] * 90 for number in range(8)]
    found = reading_input.windows(asked, answer)
    assert [number for window in found for number in window] == list(range(8))
    for window in found:
        laid = reading_input.reading(asked, [answer[number] for number in window])
        assert len(laid.tokens) <= LONGEST
        assert all(end - start == 90 for start, end in laid.parts)


def test_one_endless_sentence_is_cut() -> None:
    (asked,) = reading_input.asked("what is it", POINTS, tokenise)
    laid = reading_input.reading(asked, [[9] * 2000, [8]])
    assert len(laid.tokens) == LONGEST
    assert laid.parts[1][0] == laid.parts[1][1]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**bold** `code`", "  bold    code "),
        ("x -> y => z", "x → y → z"),
        ("no\u00adise", "noise"),
        ("ﬁne", "fine"),
    ],
)
def test_marks_of_markdown_are_not_read(written: str, read: str) -> None:
    assert reading_input.readable(written) == read
