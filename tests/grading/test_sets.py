"""Answers as members type them, written without sight of the key points, and what they may earn.

The first two parts are what the numbers of the grader were found from; the third part and the
further kinds were not looked at for that.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import mean

import pytest

from quizbot.bank.library import Library
from quizbot.domain.verdict import FlagKind, Verdict
from quizbot.grading import flags
from quizbot.grading.grader import Grader
from quizbot.grading.vectors import NoVectors, Vectors

FOLDER = Path(__file__).parent / "sets"
FITTED, HELD_OUT, FURTHER = ("part1", "part2"), ("part3",), ("extra",)

pytestmark = pytest.mark.xdist_group("sets")  # graded once, for all tests here

Verdicts = Mapping[str, list[Verdict]]


def graded(grader: Grader, bank: Library, names: Iterable[str]) -> Verdicts:
    """The verdicts by kind of answer."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for name in names:
        for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["kind"]].append(grader.grade(bank.questions[row["question"]], row["answer"]))
    return found


def no_vectors() -> Vectors:
    raise NoVectors("left out")


@pytest.fixture(scope="module")
def verdicts(bank: Library, grader: Grader) -> Callable[[tuple[str, ...]], Verdicts]:
    """Grade each set once, in whatever order tests ask for them."""
    return functools.cache(functools.partial(graded, grader, bank))


@pytest.fixture(params=[FITTED, HELD_OUT], ids=["fitted", "held out"])
def parts(
    verdicts: Callable[[tuple[str, ...]], Verdicts], request: pytest.FixtureRequest
) -> Verdicts:
    return verdicts(request.param)


@pytest.fixture
def further(verdicts: Callable[[tuple[str, ...]], Verdicts]) -> Verdicts:
    return verdicts(FURTHER)


@pytest.fixture(scope="module")
def on_stems(bank: Library) -> Verdicts:
    grader = Grader(bank.questions.values(), load=no_vectors)
    return graded(grader, bank, (*FITTED, *HELD_OUT))


def scores(verdicts: Iterable[Verdict]) -> list[float]:
    return [verdict.score for verdict in verdicts]


def flagged(verdicts: Iterable[Verdict]) -> float:
    """The share flagged for what they say, not for their form or score."""
    return mean(
        any(
            flag in (flags.NEGATED, flags.MISTAKE)
            or flag.kind in (FlagKind.OPPOSITE, FlagKind.SWAPPED)
            for flag in verdict.flags
        )
        for verdict in verdicts
    )


def test_the_sets_are_whole(on_stems: Verdicts, further: Verdicts) -> None:
    assert {kind: len(of_kind) for kind, of_kind in on_stems.items()} == dict.fromkeys(
        [
            "full", "partial", "wrong", "swapped", "negated",
            "stuffed", "padded", "off-topic", "injected",
        ],
        72,
    )  # fmt: skip
    assert {len(of_kind) for of_kind in further.values()} == {40}
    assert len(further) == 7


@pytest.mark.parametrize("kind", ["padded", "off-topic", "injected"])
def test_empty_talk_is_never_paid(parts: Verdicts, kind: str) -> None:
    assert max(scores(parts[kind])) < 0.2


@pytest.mark.parametrize("kind", ["dont-know", "reworded"])
def test_saying_nothing_is_never_paid(further: Verdicts, kind: str) -> None:
    assert max(scores(further[kind])) < 0.2


def test_stuffing_earns_at_most_half(parts: Verdicts) -> None:
    assert max(scores(parts["stuffed"])) <= 0.5


def test_one_point_said_three_times_earns_at_most_half(further: Verdicts) -> None:
    assert max(scores(further["one-point"])) <= 0.5


def test_correct_answers_in_other_words_get_it(parts: Verdicts) -> None:
    assert mean(score >= 0.6 for score in scores(parts["full"])) >= 0.95


@pytest.mark.parametrize(
    ("kind", "share"), [("other-words", 0.95), ("correct-negation", 0.95), ("short-full", 0.9)]
)
def test_correct_answers_may_be_short_negate_or_sound_unlike(
    further: Verdicts, kind: str, share: float
) -> None:
    assert mean(score >= 0.6 for score in scores(further[kind])) >= share


def test_partial_answers_lie_between(parts: Verdicts) -> None:
    wrong, partial, full = (mean(scores(parts[kind])) for kind in ("wrong", "partial", "full"))
    assert wrong < 0.15
    assert wrong + 0.3 < partial < full - 0.25


@pytest.mark.parametrize(("kind", "share"), [("negated", 0.8), ("swapped", 0.45)])
def test_answers_turned_around_are_flagged(parts: Verdicts, kind: str, share: float) -> None:
    assert flagged(parts[kind]) >= share


def test_correct_answers_are_seldom_flagged(parts: Verdicts, further: Verdicts) -> None:
    assert flagged(parts["full"]) <= 0.3
    assert flagged(further["other-words"]) <= 0.15
    assert flagged(further["correct-negation"]) <= 0.35


def test_on_stems_alone_the_tricks_do_not_pay_either(on_stems: Verdicts) -> None:
    for kind in ("padded", "off-topic", "injected"):
        assert mean(score < 0.2 for score in scores(on_stems[kind])) >= 0.98, kind
    assert max(scores(on_stems["stuffed"])) <= 0.5
    assert mean(score >= 0.6 for score in scores(on_stems["full"])) >= 0.8
