"""What is exported reads back the same through the importer's door: every format, every field."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quizbot.bank import schema
from quizbot.bank.exporting import cards, sheet, topicfile
from quizbot.bank.library import Library
from quizbot.domain.question import Choice, Level, Question
from quizbot.importing import document, drafting
from quizbot.importing.item import Understood
from tests.bank.exporting.test_exporting import questions

KINDS = ("yaml", "csv", "anki")


def written(kind: str, asked: list[Question]) -> bytes:
    """Return the file that an export of this kind makes."""
    if kind == "yaml":
        return topicfile.write(asked[0].topic, "A topic", asked).encode()
    return (sheet.write(asked) if kind == "csv" else cards.write(asked)).encode()


def understood(data: bytes) -> Understood:
    return document.understand(data, lambda text: frozenset(text.split()))


def read_back(data: bytes) -> list[Question]:
    """Return the questions as they would be saved."""
    found = []
    for item in understood(data).items:
        fields = drafting.entry(item, str(item.given["id"]))
        entry, problems = schema.validate_question(fields)
        assert problems == []
        assert entry is not None
        found.append(entry.to_question(item.topic, wrapped=False))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_bank_comes_back(kind: str, shipped: Library) -> None:
    for topic in shipped.titles:
        asked = [question for question in shipped.questions.values() if question.topic == topic]
        assert read_back(written(kind, asked)) == asked


@pytest.mark.parametrize("kind", ["yaml"])
@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],
)
@given(
    asked=st.lists(
        questions(),
        min_size=1,
        max_size=3,
        unique_by=(lambda question: question.id, lambda question: question.prompt.casefold()),
    )
)
def test_any_question_comes_back(kind: str, asked: list[Question]) -> None:
    data = written(kind, asked)
    back = {question.id: question for question in read_back(data)}
    assert [back.get(question.id) for question in asked] == asked


def test_a_spreadsheet_sees_utf_8_and_no_formula() -> None:
    text = sheet.write([])
    assert text.startswith("\ufeffid,topic,level,question")
    for wicked in ("=cmd()", "+1", "-1", "@x", "\tx", "- cmd|x", "'=1", "＝1"):
        assert sheet.harmless(wicked) == f"'{wicked}"
        assert sheet.original(sheet.harmless(wicked)) == wicked
    for tame in ("'tis", "a=b", "1-1", "'quoted'"):
        assert sheet.original(sheet.harmless(tame)) == sheet.harmless(tame) == tame


def test_lists_keep_their_marks_and_lines() -> None:
    texts = ["a; b", "c | d", "two\nlines\n\n  and a gap", "-1"]
    assert sheet.unlisted(sheet.listed(texts)) == texts


def test_what_a_person_changes_in_the_sheet_counts(bank: Library) -> None:
    question = next(q for q in bank.questions.values() if q.choices and q.key_points[0].accept)
    rows = list(csv.reader(io.StringIO(sheet.write([question]).removeprefix("\ufeff"))))
    place = {name: i for i, name in enumerate(rows[0])}
    rows[1][place["question"]] = "Changed?"
    points = sheet.unlisted(rows[1][place["key points"]])
    rows[1][place["key points"]] = sheet.listed([points[0], "A new point."])
    rows[1][place["correct"]] = rows[1][place["option 2"]]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    (back,) = read_back(out.getvalue().encode("utf-8-sig"))
    assert back.prompt == "Changed?"
    assert back.key_points[0] == replace(question.key_points[0], any_of=None)
    assert [point.point for point in back.key_points] == [points[0], "A new point."]
    assert [choice.correct for choice in back.choices].index(True) == 1
    assert back.mistakes == question.mistakes


def test_a_changed_card_is_named() -> None:
    question = Question(
        "x",
        "t",
        Level.BEGINNER,
        "What is it?",
        "It is **one**.",
        (),
        choices=(Choice("one", True), Choice("two", why="No.")),
    )
    text = cards.write([question])
    (item,) = understood(text.replace("What is it?<", "What?<").encode()).items
    assert not any("changed after" in remark.sentence for remark in item.remarks)
    (item,) = understood(text.replace("It is <b>one</b>.", "Another").encode()).items
    assert "changed after it was exported" in item.remarks[0].sentence


SEVERAL = Question(
    "several",
    "gans",
    Level.BEGINNER,
    "Which of these are right?",
    "- a; b\n- =1 | c",
    (),
    choices=(
        Choice("a; b", correct=True),
        Choice("two\nlines", why="One; or none | of them."),
        Choice("=1 | c", correct=True, why="It holds."),
        Choice("Both A and C"),
    ),
    hints=("One hint.",),
)


@pytest.mark.parametrize("kind", KINDS)
def test_several_right_options_come_back(kind: str) -> None:
    assert read_back(written(kind, [SEVERAL])) == [SEVERAL]


def test_a_person_marks_several_right_ones_in_the_sheet() -> None:
    rows = list(csv.reader(io.StringIO(sheet.write([SEVERAL]).removeprefix("\ufeff"))))
    place = {name: i for i, name in enumerate(rows[0])}
    for cell, right in (("2,3", [1, 2]), ("a; b\nBoth A and C", [0, 3]), ("Both A and C", [3])):
        rows[1][place["correct"]] = cell
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        (back,) = read_back(out.getvalue().encode())
        assert list(back.correct_choices) == right


def test_a_card_that_asks_about_options_shows_them() -> None:
    assert cards.front(SEVERAL) == (
        "Which of these are right?<br><br>A. a; b<br>B. two<br>lines<br>C. =1 | c<br>"
        "D. Both A and C"
    )
    text = cards.write([SEVERAL]).replace("Which of these are right?<", "Which of these hold?<")
    (back,) = read_back(text.encode())
    assert back.prompt == "Which of these hold?"
    open_one = replace(SEVERAL, prompt="What is right?")
    assert cards.front(open_one) == "What is right?"
