"""What a person is told to look at, what is merged, and what key points are proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank import limits
from quizbot.bank.library import Library
from quizbot.grading.text import stem_set
from quizbot.importing import document, keypoints
from quizbot.importing.item import Concern, Understood


def understand(text: str, bank: Library | None = None) -> Understood:
    questions = bank.questions.values() if bank else ()
    return document.understand(text.encode(), stem_set, questions)


def concerns(answer: str) -> set[Concern]:
    text = f"Q: What is a hash table used for?\nA: {answer}\n\nQ: Why sort?\nA: To search faster.\n"
    return {remark.concern for remark in understand(text).items[0].remarks} - {Concern.NO_LEVEL}


@pytest.mark.parametrize(
    ("answer", "concern"),
    [
        ("", Concern.NO_ANSWER),
        ("TODO", Concern.NO_ANSWER),
        ("Answer coming soon", Concern.NO_ANSWER),
        ("[here](https://example.org)", Concern.LINK),
        ("![a picture](table.png)", Concern.LINK),
        ("It stores pairs of keys and values, which", Concern.TORN),
        ("It finds values by their keys in these steps:", Concern.TORN),
        ("It maps keys to places...", Concern.TORN),
        ("It maps.\n```py\nd = {}", Concern.TORN),
        ("Lookups.", Concern.THIN),
        ("\n- speed\n- order\n- memory", Concern.THIN),
        ("Keys find values. " * 100, Concern.TOO_LONG),
        (
            "Sorting networks compare wires in fixed rounds, so hardware builders like them when "
            "many elements arrive together and nobody may wait for branches.",
            Concern.UNRELATED,
        ),
    ],
)
def test_a_doubtful_answer_is_named(answer: str, concern: Concern) -> None:
    assert concern in concerns(answer)


def test_a_good_answer_is_not_named() -> None:
    assert concerns("A hash table finds a value by its key in constant time on average.") == set()


def test_a_question_asked_twice_is_one_and_told() -> None:
    text = (
        "1. What is a heap?\nA tree.\n2. What is a stack?\nLast in, first out.\n"
        "3. What is a **heap**\nA tree. Its parent is never smaller than its children.\n"
    )
    understood = understand(text)
    _stack, heap = understood.items
    assert heap.line == 5
    assert "never smaller" in heap.answer
    assert [place.line for place in heap.places] == [1]
    told = next(remark for remark in heap.remarks if remark.concern is Concern.TWICE)
    assert "line 1; merged" in told.sentence
    assert "1 repeated question was merged." in understood.remarks


def test_a_question_with_two_answers_stays_two_and_each_is_told() -> None:
    text = (
        "1. What is a cell?\nA unit of life.\n2. What is a stack?\nLast in, first out.\n"
        "3. What is a cell?\nA field of a table.\n"
    )
    first, _stack, third = understand(text).items
    assert (first.answer, third.answer) == ("A unit of life.", "A field of a table.")
    for item, line in ((first, 5), (third, 1)):
        told = next(remark for remark in item.remarks if remark.concern is Concern.TWICE)
        assert f"line {line} with another answer" in told.sentence


def test_lines_that_an_answer_repeats_are_kept_once() -> None:
    line = "- It keeps every element in order."
    text = f"Q: What is a list?\nA: A sequence.\n{line}\n{line}\n\nQ: What is a set?\nA: A bag.\n"
    item = understand(text).items[0]
    assert item.answer.count(line) == 1
    assert Concern.CLEANED in {remark.concern for remark in item.remarks}


def test_near_duplicates_are_found_in_the_whole_bank_and_in_the_file(bank: Library) -> None:
    known = next(iter(bank.questions.values()))
    words = known.prompt.rstrip("?.").split()
    moved = " ".join(words) + " exactly?"
    text = f"Q: {moved}\nA: See there.\n\nQ: What is a raspberry jam recipe?\nA: Sugar.\n\n"
    text += "Q: What is the recipe of raspberry jam?\nA: Sugar and berries.\n"
    near = [
        [remark.sentence for remark in item.remarks if remark.concern is Concern.NEAR]
        for item in understand(text, bank).items
    ]
    assert f'"{known.id}" of the bank' in near[0][0]
    assert near[1] == []
    assert "the one in line 4" in near[2][0]


def test_every_bank_question_is_recognised_as_known(bank: Library) -> None:
    for question in list(bank.questions.values())[:40]:
        text = f"Q: {question.prompt}\nA: x\n\nQ: Zzz yyy xxx?\nA: y\n"
        remarks = understand(text, bank).items[0].remarks
        assert any(f'"{question.id}"' in remark.sentence for remark in remarks), question.id


def test_key_points_are_proposed_from_sentences_and_entries() -> None:
    answer = (
        "A cache keeps copies of slow data. For example, a browser keeps pictures.\n"
        "It has **limits**:\n- entries grow stale\n- memory is finite\n```\ncode()\n```\n"
    )
    assert keypoints.propose(answer) == (
        "A cache keeps copies of slow data",
        "entries grow stale",
        "memory is finite",
    )
    assert keypoints.propose("One sentence only.") == ()


@given(st.text(max_size=3000))
def test_proposed_points_fit_the_bank(answer: str) -> None:
    proposed = keypoints.propose(answer)
    assert len(proposed) in (0, 2, 3, 4, 5, 6)
    assert all(1 <= len(point.strip()) <= limits.MAX_POINT for point in proposed)
    assert len({point.casefold() for point in proposed}) == len(proposed)


def test_progress_is_told_in_order() -> None:
    heard: list[int] = []
    document.understand(
        b"Q: What is x?\nA: y\n", stem_set, progress=lambda _what, percent: heard.append(percent)
    )
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0, 100)
