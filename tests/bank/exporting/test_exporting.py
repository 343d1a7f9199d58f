"""What is exported reads back the same, and other programs can read it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank import library, limits, schema, wrapping, yamltext
from quizbot.bank.exporting import cards, sheet, topicfile
from quizbot.bank.library import Library
from quizbot.domain.question import AnyOf, Choice, KeyPoint, Level, Mistake, Question
from quizbot.grading.text import stem_set
from quizbot.importing import document


def texts(most: int) -> st.SearchStrategy[str]:
    """Any text that the validator accepts: it strips, and wants something left."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    lines = st.sampled_from(
        ["a b", "- x", "1. y", "```", "c\\", "> q", "", "  d", "yes", "3.10", "|t|", "#h", "é: f"]
    )
    built = st.lists(lines, min_size=1, max_size=6).map("\n".join)
    wanted = st.one_of(anything, built).map(str.strip)
    return wanted.filter(lambda text: 0 < len(text) <= most)


def several(most: int, count: int, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    listed = st.lists(texts(most), min_size=least, max_size=count, unique_by=str.casefold)
    return listed.map(tuple)


@st.composite
def key_points(draw: st.DrawFn) -> tuple[KeyPoint, ...]:
    """Points, perhaps one group of them, perhaps some that are only worth knowing."""
    told = draw(several(limits.MAX_POINT, 7))
    if len(told) < 2:
        return ()
    weights = st.integers(1, 5) if len(told) < 3 else st.integers(0, 5)
    made = [
        KeyPoint(
            point,
            draw(several(limits.MAX_POINT, 2)),
            draw(weights) if place else 1,
            draw(several(limits.MAX_POINT, 2)),
        )
        for place, point in enumerate(told)
    ]
    if len(told) > 4 and draw(st.booleans()):
        group = AnyOf(2, draw(st.integers(1, 2)))
        weight = draw(st.integers(1, 5))
        made[2:5] = [replace(point, weight=weight, any_of=group) for point in made[2:5]]
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    options = draw(several(limits.MAX_CHOICE, 5))
    right = draw(st.integers(1, max(len(options) - 1, 1)))
    return Question(
        id=draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        topic="a-topic",
        level=draw(st.sampled_from(Level)),
        prompt=draw(texts(limits.MAX_PROMPT)),
        answer=draw(texts(limits.MAX_ANSWER)),
        key_points=draw(key_points()),
        mistakes=draw(
            st.lists(st.builds(Mistake, texts(200), texts(200), texts(200)), max_size=2).map(tuple)
        ),
        hints=draw(several(200, 2)),
        choices=tuple(Choice(o, i < right, "w" if i % 2 else "") for i, o in enumerate(options))
        if len(options) > 1
        else (),
        references=draw(several(200, 2)),
        covers=draw(st.sampled_from([(), ("ddpm",)])),
        short_answers=draw(several(limits.MAX_SHORT, 3)),
    )


def read_back(written: str) -> list[Question]:
    read = yamltext.read(written, "a-topic.yaml")
    entry, problems = schema.validate_topic(read, "a-topic.yaml")
    assert problems == []
    assert entry is not None
    return [question.to_question(entry.topic) for question in entry.questions]


@settings(deadline=None, max_examples=60)
@given(st.lists(questions(), min_size=1, max_size=3, unique_by=lambda question: question.id))
def test_export_then_import_is_the_identity(asked: list[Question]) -> None:
    assert read_back(topicfile.write("a-topic", "A topic", asked)) == asked


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | texts(300))
def test_wrapping_is_undone(text: str) -> None:
    assert wrapping.unwrap(wrapping.wrap(text.strip())) == text.strip()


def test_code_keeps_its_lines() -> None:
    answer = "It loops\nfor ever:\n\n```py\nwhile True:\n    x()\n```\n\nand\nnever ends."
    assert wrapping.unwrap(answer) == (
        "It loops for ever:\n\n```py\nwhile True:\n    x()\n```\n\nand never ends."
    )


def test_the_whole_bank_survives(shipped: Library) -> None:
    for topic, title in shipped.titles.items():
        asked = [question for question in shipped.questions.values() if question.topic == topic]
        read = yamltext.read(topicfile.write(topic, title, asked), f"{topic}.yaml")
        entry, problems = schema.validate_topic(read, f"{topic}.yaml")
        assert problems == []
        assert entry is not None
        assert [question.to_question(topic) for question in entry.questions] == asked


def test_our_importer_reads_our_own_file(bank: Library) -> None:
    asked = list(bank.questions.values())[:12]
    written = topicfile.write(asked[0].topic, "T", asked)
    understood = document.understand(written.encode(), stem_set)
    assert [item.prompt for item in understood.items] == [question.prompt for question in asked]
    assert [item.answer for item in understood.items] == [question.answer for question in asked]
    for item, question in zip(understood.items, asked, strict=True):
        entry, problems = schema.validate_question(dict(item.given))
        assert problems == []
        assert entry is not None
        assert entry.to_question(question.topic) == question


def test_a_table_reads_back_in_spreadsheets_and_here(bank: Library) -> None:
    asked = list(bank.questions.values())[:12]
    written = sheet.write(asked)
    rows = list(csv.DictReader(io.StringIO(written.removeprefix(sheet.BYTE_ORDER_MARK))))
    assert [row["id"] for row in rows] == [question.id for question in asked]
    understood = document.understand(written.encode(), stem_set)
    assert understood.kind == "a table that this bot exported"
    for item, question in zip(understood.items, asked, strict=True):
        assert (item.prompt, item.level) == (question.prompt, question.level)
        assert [choice.text for choice in item.choices] == [c.text for c in question.choices]
        assert [c.correct for c in item.choices] == [c.correct for c in question.choices]
        assert item.answer == question.answer
        points = [point["point"] for point in item.given["key_points"]]
        assert points == [point.point for point in question.key_points]


def test_no_cell_is_a_formula() -> None:
    wicked = Question("x", "t", Level.BEGINNER, "=cmd()", "+1", (), hints=("@x",))
    row = list(csv.reader(io.StringIO(sheet.write([wicked]))))[1]
    assert [cell[:2] for cell in (row[3], row[4], row[7])] == ["'=", "'+", "'@"]


def test_cards_have_their_header_lines_and_one_line_each(bank: Library) -> None:
    asked = list(bank.questions.values())
    lines = cards.write(asked).splitlines()
    assert lines[:2] == ["#separator:tab", "#html:true"]
    assert "#tags column:3" in lines[:6]
    rows = list(csv.reader(lines[6:], delimiter="\t"))
    assert len(rows) == len(lines) - 6 == len(asked)
    assert all(len(row) == 4 for row in rows)
    assert not any(row[0].startswith("#") for row in rows)


def test_cards_read_back_here() -> None:
    asked = Question(
        "x",
        "t",
        Level.BEGINNER,
        "# of <b>?",
        "It is **one**.\n\n```py\na = 1\n```",
        (),
        short_answers=("one",),
    )
    (item,) = document.understand(cards.write([asked]).encode(), stem_set).items
    assert item.prompt == "# of <b>?"
    assert item.answer == asked.answer


UNGRADED = """\
topic: nets
title: Networks
questions:
  - id: latency
    level: beginner
    prompt: What is latency?
    answer: The time from cause to effect.
    {0}
"""


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ("graded: false", ""),
        ("short_answers: [delay, time]", ""),
        ("hints: [none]", "key_points: has 0; at least 2 are needed."),
        ("key_points: [{point: a}]", "key_points: has 1; at least 2 are needed."),
        ("short_answers: [a]\n    key_points: [{point: a}]", "key_points: has 1;"),
        ("graded: false\n    key_points: [{point: a}, {point: b}]", "with 'graded: false'"),
        ("short_answers: [a, A]", "two short answers are the same"),
        ("short_answers: [1989]", "short_answers 1: 1989 must be text"),
        ("graded: maybe", "graded: must be true or false"),
    ],
)
def test_what_needs_key_points(extra: str, problem: str) -> None:
    document_ = yamltext.read(UNGRADED.format(extra), "nets.yaml")
    entry, problems = schema.validate_topic(document_, "nets.yaml")
    if problem:
        assert any(problem in str(found) for found in problems), problems
    else:
        assert problems == []
        assert entry is not None
        assert entry.questions[0].to_question("nets").key_points == ()


def test_the_shipped_bank_holds_no_ungraded_question(tmp_path: Path) -> None:
    (tmp_path / "nets.yaml").write_text(UNGRADED.format("graded: false"), encoding="utf-8")
    _, problems = library.inspect(tmp_path)
    assert "nets.yaml:4: latency: is not graded (graded: false)" in str(problems[0])
    (tmp_path / "nets.yaml").write_text(UNGRADED.format("short_answers: [lag]"), encoding="utf-8")
    assert library.inspect(tmp_path)[1] == []


def test_a_semicolon_in_a_single_text_does_not_part_it() -> None:
    points = (KeyPoint("It is slow; caches help."),)
    hints = ("Think of time | space.", "Or; of both.")
    asked = Question("x", "t", Level.BEGINNER, "Why?", "It is slow.", points, hints=hints)
    (item,) = document.understand(sheet.write([asked]).encode(), stem_set).items
    assert item.given["key_points"] == [{"point": "It is slow; caches help."}]
    assert item.given["hints"] == list(hints)
