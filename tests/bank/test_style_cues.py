from __future__ import annotations

from quizbot.bank.style_cues import CUES, guessed
from quizbot.domain.question import Choice, Level, Question


def question(right: str, *wrong: str) -> Question:
    choices = (Choice(right, correct=True), *map(Choice, wrong))
    return Question("q", "t", Level.BEGINNER, "Why does noise help?", "a", (), choices=choices)


def test_cues_that_give_the_right_one_away() -> None:
    given_away = {
        "the longest": question("a much longer text", "a", "b", "c"),
        "the shortest": question("a", "a text", "b text", "c text"),
        "the fewest absolutes": question("it helps", "it always helps", "never", "all of it"),
        "the most hedges": question("it usually helps", "it helps", "it is", "it was"),
        "the most words of the prompt": question("noise does help", "x", "y", "z"),
        "the most words of the others": question("red big dog", "red cat", "big cow", "old dog"),
    }
    assert set(given_away) == set(CUES)
    for name, one in given_away.items():
        assert guessed([one], CUES[name]) == 1.0, name


def test_equals_are_taken_by_lot_and_questions_without_choices_left_out() -> None:
    even = question("aa", "bb", "cc", "dd")
    none = Question("q", "t", Level.BEGINNER, "p", "a", ())
    assert guessed([even, none], CUES["the longest"]) == 0.25
    assert guessed([none], CUES["the longest"]) == 0.0
