"""A wrong key never passes in silence: what is written in any form is read back right, or named."""

from __future__ import annotations

import random

import pytest

from quizbot.importing import document
from quizbot.importing.item import Concern, Item
from tests.importing import dialects
from tests.importing.dialects import Quiz

ROUNDS = 60


def wrong_keys(asked: list[Quiz], found: list[Item]) -> list[str]:
    """Return the questions whose key came out wrong, or whose options, without a remark."""
    faults = []
    by_prompt: dict[str, list[Item]] = {}
    for item in found:
        by_prompt.setdefault(item.prompt, []).append(item)
    for quiz in asked:
        items = by_prompt.get(quiz.prompt, [])
        if not any(_is_right_or_named(quiz, item) for item in items):
            faults.append(f"{quiz} {items}")
    return faults


def _is_right_or_named(quiz: Quiz, item: Item) -> bool:
    named = any(remark.concern in (Concern.KEY, Concern.NO_ANSWER) for remark in item.remarks)
    right = {choice.text for choice in item.choices if choice.correct}
    whole = {choice.text for choice in item.choices} == set(quiz.options)
    if right == {quiz.options[place] for place in quiz.right} and whole:
        return True
    return named and not right


@pytest.mark.parametrize("name", dialects.WRITERS)
def test_every_key_is_right_or_named(name: str) -> None:
    faults, asked_for, right = [], 0, 0
    for seed in range(ROUNDS):
        rng = random.Random(f"{name} {seed}")
        asked = dialects.questions(rng, several=name != "opentrivia")
        text = dialects.WRITERS[name](asked, rng)
        items = list(document.understand(text.encode(), lambda t: frozenset(t.split())).items)
        faults += [f"seed {seed}: {fault}\n{text}" for fault in wrong_keys(asked, items)]
        asked_for += len(asked)
        right += sum(any(choice.correct for choice in item.choices) for item in items)
    assert faults == []
    assert right > 0.6 * asked_for
