from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.picking import first_fitting, pick, pick_practice
from quizbot.domain.question import Form, KeyPoint, Level, Question


def question(id_: str, topic: str = "t") -> Question:
    points = (KeyPoint("one"), KeyPoint("two"))
    return Question(id_, topic, Level.BEGINNER, f"prompt of {id_}", "answer", points)


def ask_all(bank: list[Question], count: int, seed: int = 1) -> list[Question]:
    rng = random.Random(seed)
    asked: list[Question] = []
    history: dict[str, int] = {}
    for number in range(1, count + 1):
        chosen = pick(bank, history, rng)
        assert chosen is not None
        history[chosen.id] = number
        asked.append(chosen)
    return asked


def test_nothing_to_pick() -> None:
    assert pick([], {}, random.Random(1)) is None


def test_the_queue_goes_first_in_its_order() -> None:
    bank = [question("a"), question("b"), question("c")]
    assert first_fitting([bank[2], bank[0]], Form.OPEN) == bank[2]
    assert first_fitting([bank[2], bank[0]], Form.CHOICE) is None
    assert first_fitting([], Form.OPEN) is None


def test_what_a_name_answers_is_not_asked_in_the_open_form() -> None:
    named = replace(question("a"), key_points=(), short_answers=("ReLU",))
    assert [form for form in Form if named.fits(form)] == [Form.SHORT]
    assert first_fitting([named, question("b")], Form.OPEN) == question("b")
    assert first_fitting([question("b"), named], Form.SHORT) == named


def test_the_same_seed_asks_in_the_same_order() -> None:
    bank = [question(f"q{i}", f"t{i % 3}") for i in range(20)]
    assert ask_all(bank, 20, 7) == ask_all(list(reversed(bank)), 20, 7)
    assert ask_all(bank, 20, 7) != ask_all(bank, 20, 8)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=5), st.integers(0, 99))
def test_no_repeat_before_all_were_asked_then_the_oldest(sizes: list[int], seed: int) -> None:
    bank = [question(f"q{t}-{i}", f"t{t}") for t, size in enumerate(sizes) for i in range(size)]
    asked = ask_all(bank, 2 * len(bank), seed)
    first, second = asked[: len(bank)], asked[len(bank) :]
    assert {q.id for q in first} == {q.id for q in bank}
    assert second == first


@given(st.integers(2, 5), st.integers(2, 8), st.integers(0, 99))
def test_topics_are_balanced(topics: int, size: int, seed: int) -> None:
    bank = [question(f"q{t}-{i}", f"t{t}") for t in range(topics) for i in range(size)]
    asked = ask_all(bank, len(bank), seed)
    for end in range(1, len(asked) + 1):
        counts = Counter(q.topic for q in asked[:end])
        assert max(counts.values()) - min(counts.get(f"t{t}", 0) for t in range(topics)) <= 1


def test_practice_gives_new_questions_then_the_weakest() -> None:
    bank = [question("seen-well"), question("seen-badly"), question("new")]
    scores = {"seen-well": 0.9, "seen-badly": 0.1}
    chosen = pick_practice(bank, scores, 5, random.Random(3))
    assert [q.id for q in chosen] == ["new", "seen-badly", "seen-well"]
    assert len(pick_practice(bank, scores, 1, random.Random(3))) == 1
