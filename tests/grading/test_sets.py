"""Answers of people who know nothing and want points, and what they may earn."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean

import pytest

from quizbot.bank.library import Library
from quizbot.domain.verdict import Verdict
from quizbot.grading.grader import Grader
from quizbot.grading.vectors import NoVectors, Vectors

TRICKS = Path(__file__).parent / "sets" / "tricks.jsonl"
NEVER_PAID = ("padded", "off-topic", "injected", "dont-know", "reworded")
HALF_AT_MOST = ("stuffed", "one-point")

Verdicts = Mapping[str, list[Verdict]]


def graded(grader: Grader, bank: Library) -> Verdicts:
    """The verdicts by kind of answer."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for line in TRICKS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["kind"]].append(grader.grade(bank.questions[row["question"]], row["answer"]))
    return found


def no_vectors() -> Vectors:
    raise NoVectors("left out")


@pytest.fixture(scope="module")
def tricks(grader: Grader, bank: Library) -> Verdicts:
    return graded(grader, bank)


@pytest.fixture(scope="module")
def on_stems(bank: Library) -> Verdicts:
    return graded(Grader(bank.questions.values(), load=no_vectors), bank)


def scores(verdicts: Iterable[Verdict]) -> list[float]:
    return [verdict.score for verdict in verdicts]


def test_the_set_is_whole(tricks: Verdicts) -> None:
    assert set(tricks) == {*NEVER_PAID, *HALF_AT_MOST}
    assert min(map(len, tricks.values())) >= 38


@pytest.mark.parametrize("kind", NEVER_PAID)
def test_empty_talk_is_never_paid(tricks: Verdicts, kind: str) -> None:
    assert max(scores(tricks[kind])) < 0.2


@pytest.mark.parametrize("kind", HALF_AT_MOST)
def test_lists_and_repeats_earn_at_most_half(tricks: Verdicts, kind: str) -> None:
    assert max(scores(tricks[kind])) <= 0.5


@pytest.mark.parametrize("kind", [*NEVER_PAID, *HALF_AT_MOST])
def test_on_stems_alone_the_tricks_do_not_pay_either(on_stems: Verdicts, kind: str) -> None:
    most = 0.2 if kind in NEVER_PAID else 0.5
    assert mean(score <= most for score in scores(on_stems[kind])) >= 0.97
