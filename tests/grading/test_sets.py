"""Answers of people who know nothing and want points, and what they may earn.

The limits are what the grader reaches, rounded down.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean

import pytest

from quizbot.bank.library import Library
from quizbot.domain.verdict import Verdict
from quizbot.grading.grader import Grader
from quizbot.grading.reading.reader import NoReader, Reader
from quizbot.grading.vectors import NoVectors, Vectors

TRICKS = Path(__file__).parent / "sets" / "tricks.jsonl"
NEVER_PAID = ("padded", "off-topic", "injected", "dont-know", "reworded")
EVERY = 3
HALF_AT_MOST = ("stuffed", "one-point")

Verdicts = Mapping[str, list[Verdict]]


def graded(grader: Grader, bank: Library) -> Verdicts:
    """The verdicts by kind of answer."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for line in TRICKS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if zlib.crc32(line.encode()) % EVERY:
            continue
        found[row["kind"]].append(grader.grade(bank.questions[row["question"]], row["answer"]))
    return found


def no_vectors() -> Vectors:
    raise NoVectors("left out")


def no_reader() -> Reader:
    raise NoReader("left out")


@pytest.fixture(scope="module")
def tricks(grader: Grader, bank: Library) -> Verdicts:
    return graded(grader, bank)


@pytest.fixture(scope="module")
def on_stems(bank: Library) -> Verdicts:
    grader = Grader(bank.questions.values(), load_vectors=no_vectors, load_reader=no_reader)
    return graded(grader, bank)


def scores(verdicts: Iterable[Verdict]) -> list[float]:
    return [verdict.score for verdict in verdicts]


def test_the_set_is_whole(tricks: Verdicts) -> None:
    assert set(tricks) == {*NEVER_PAID, *HALF_AT_MOST}
    assert min(map(len, tricks.values())) >= 8


@pytest.mark.parametrize(
    ("kind", "unpaid"),
    [("padded", 0.8), ("off-topic", 0.9), ("injected", 0.9), ("dont-know", 1), ("reworded", 0.9)],
)
def test_empty_talk_is_not_paid(tricks: Verdicts, kind: str, unpaid: float) -> None:
    assert mean(score < 0.2 for score in scores(tricks[kind])) >= unpaid


@pytest.mark.parametrize(("kind", "held"), [("stuffed", 0.8), ("one-point", 0.7)])
def test_lists_and_repeats_earn_at_most_half(tricks: Verdicts, kind: str, held: float) -> None:
    assert mean(score <= 0.5 for score in scores(tricks[kind])) >= held


@pytest.mark.parametrize("kind", [*NEVER_PAID, *HALF_AT_MOST])
def test_on_stems_alone_the_tricks_seldom_pay_either(on_stems: Verdicts, kind: str) -> None:
    most = 0.2 if kind in NEVER_PAID else 0.5
    assert mean(score <= most for score in scores(on_stems[kind])) >= 0.65
