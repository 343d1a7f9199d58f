"""The order and the letters of choices, and prompts that mean nothing without them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import Choice, Form, KeyPoint, Level, Question
from quizbot.domain.question_choice_words import (
    asks_of_options,
    is_about_others,
    lacks_options,
    named_places,
)
from quizbot.domain.question_choices import labels, picked, shown_order

PROMPTS = (
    "Which of these is a fruit?",
    "Which of the following statements about cells is true?",
    "In Python, which of these is mutable?",
    "Select all that apply.",
    "Choose the correct answer.",
    "Which statement is true?",
    "Welche der folgenden Aussagen ist richtig?",
    "Was davon ist ein Gas?",
    "Lequel de ces animaux vole ?",
    "Parmi les suivants, lequel est un gaz ?",
    "¿Cuál de estos es un gas?",
    "Qual destes é um gás?",
    "Quale di questi è un gas?",
    "Welke van deze is een gas?",
    "Które z poniższych jest gazem?",
    "Které z následujících je plyn?",
    "Какой из этих газов инертный?",
    "Что из перечисленного является газом?",
    "下列哪一个是气体?",
    "次のうち気体はどれか",
    "다음 중 기체는?",
)


def question(
    *texts: str, prompt: str = "What is it?", answer: str = "a", why: str = ""
) -> Question:
    choices = tuple(Choice(text, i == 0, why if i else "") for i, text in enumerate(texts))
    return Question("q", "t", Level.BEGINNER, prompt, answer, (), choices=choices)


@pytest.mark.parametrize(
    "last",
    [
        "All of the above", "None of these", "Both of them", "None of the other answers",
        "All are correct", "Alle genannten", "Keine der genannten Antworten", "Beides",
        "Aucune de ces réponses", "Toutes les réponses ci-dessus", "Ninguna de las anteriores",
        "Todas las anteriores", "Nenhuma das alternativas", "Todas as anteriores",
        "Nessuna delle precedenti", "Tutte le precedenti", "Geen van bovenstaande",
        "Alle bovenstaande antwoorden", "Żadne z powyższych", "Wszystkie powyższe",
        "Žádná z uvedených možností", "Všechny uvedené", "Ничего из перечисленного",
        "Все вышеперечисленное", "Ни один из вариантов", "以上都是", "以上皆非", "上記のすべて",
        "上記のいずれでもない", "위의 모두", "위의 어느 것도 아님",
    ],
)  # fmt: skip
def test_what_speaks_of_all_others_is_shown_last(last: str) -> None:
    asked = question("neon", last, "iron", "gold")
    orders = {shown_order(asked, seed) for seed in range(40)}
    assert all(order[-1] == 1 for order in orders)
    assert len(orders) == 6, "the others are shuffled"


def test_several_that_speak_of_all_others_keep_their_order() -> None:
    asked = question("All of the above", "neon", "None of the above", "iron")
    assert {shown_order(asked, seed)[2:] for seed in range(40)} == {(0, 2)}


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("Both A and B", "A"), ("Neither A nor B", "A"), ("A & C only", "A"), ("a) and c)", "A"),
        ("All except C", "A"), ("Sowohl A als auch B", "A"), ("Nur A", "A"), ("Ni A ni B", "A"),
        ("A y B", "A"), ("A e B", "A"), ("A en B", "A"), ("A i B", "A"), ("A a B", "A"),
        ("Только А и В", "А"), ("A和B", "A"), ("アとイ", "ア"), ("가와 나", "가"), ("1 and 2", "1"),
    ],
)  # fmt: skip
def test_letters_keep_pointing_at_their_options(last: str, shown: str) -> None:
    asked = question("neon", "iron", "gold", last)
    assert {shown_order(asked, seed) for seed in range(20)} == {(0, 1, 2, 3)}
    assert labels(asked)[0] == shown


@pytest.mark.parametrize(
    "texts",
    [
        ("Vitamin A", "Vitamin B", "Vitamin C", "Vitamin D"),
        ("A and B", "A and C", "B and C", "B and D"),
        ("1", "2", "1 and 2", "3"),
        ("All cats", "Both parents", "Neither rain nor snow", "Nothing else matters"),
        ("True", "False", "No", "Yes"),
    ],
)
def test_what_only_looks_alike_is_shuffled(texts: tuple[str, ...]) -> None:
    asked = question(*texts)
    assert len({shown_order(asked, seed) for seed in range(200)}) == 24


def test_an_explanation_by_letters_keeps_the_order_too() -> None:
    by_answer = question("neon", "iron", "gold", answer="Option C is a metal, too.")
    by_why = question("neon", "iron", "gold", why="Antwort B ist ein Metall.")
    for asked in (by_answer, by_why):
        assert {shown_order(asked, seed) for seed in range(20)} == {(0, 1, 2)}


@given(st.integers(0, 10**9), st.integers(2, 10))
def test_other_questions_keep_the_order_they_had(seed: int, count: int) -> None:
    before = list(range(count))
    random.Random(seed).shuffle(before)
    assert shown_order(question(*(f"text {i}" for i in range(count))), seed) == tuple(before)


@given(st.integers(0, 10**6), st.sets(st.integers(0, 3), min_size=1))
def test_what_is_taken_is_what_stands_there(seed: int, places: set[int]) -> None:
    asked = question("neon", "iron", "gold", "All of these")
    order = shown_order(asked, seed)
    assert picked(asked, places, seed) == tuple(sorted(order[place] for place in places))
    assert picked(asked, [4], seed) is None


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_prompt_about_options_is_asked_with_them_only(prompt: str) -> None:
    point = (KeyPoint("one"), KeyPoint("two"))
    asked = Question(
        "q", "t", Level.BEGINNER, prompt, "a", point, short_answers=("x",),
        choices=(Choice("x", correct=True), Choice("y")),
    )  # fmt: skip
    assert [form for form in Form if asked.fits(form)] == [Form.CHOICE]
    alone = Question("q", "t", Level.BEGINNER, prompt, "a", point, short_answers=("x",))
    assert not any(map(alone.fits, Form))


@pytest.mark.parametrize(
    "prompt",
    [
        "What does the following code print?",
        "Which of these would you take: RAG or fine-tuning?",
        "Which of these float?\n- wood\n- iron",
        "What is one of the uses of these models?",
        "How do you choose the right number of clusters?",
        "What are the main parts of a cell?",
        "Explain how to choose the best of the models.",
    ],
)
def test_a_prompt_that_stands_alone_needs_none(prompt: str) -> None:
    assert not asks_of_options(prompt)
    assert not lacks_options(prompt)


def test_these_may_mean_what_was_named_before() -> None:
    prompt = "Given rain, snow and hail, which of these is warm?"
    assert asks_of_options(prompt)
    assert not lacks_options(prompt)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    is_about_others(text)
    named_places(text)
    asks_of_options(text)
