from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import AnyOf, KeyPoint, Level
from quizbot.domain.scoring import distribution, points, share, share_of_picks


@pytest.mark.parametrize(
    ("score", "level", "expected"),
    [
        (0.0, Level.ADVANCED, 0),
        (1.0, Level.BEGINNER, 10),
        (1.0, Level.INTERMEDIATE, 20),
        (1.0, Level.ADVANCED, 30),
        (0.25, Level.BEGINNER, 3),  # halves go up
        (0.625, Level.INTERMEDIATE, 13),
        (0.05, Level.BEGINNER, 1),
        (0.0499, Level.BEGINNER, 0),
    ],
)
def test_points(score: float, level: Level, expected: int) -> None:
    assert points(score, level) == expected


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(Level))
def test_a_better_score_never_earns_less(a: float, b: float, level: Level) -> None:
    low, high = sorted([a, b])
    assert points(low, level) <= points(high, level)


@given(st.lists(st.floats(0, 1)))
def test_distribution_counts_everybody_once(scores: list[float]) -> None:
    assert sum(distribution(scores)) == len(scores)
    assert distribution([0.75, 0.74, 0.3, 0.29]) == (1, 2, 1)


HEART, ASIDE = KeyPoint("heart", weight=2), KeyPoint("aside", weight=0)
ANY_TWO = [KeyPoint(name, any_of=AnyOf(1, 2)) for name in "abc"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((1, 1, 1, 0, 0), 1.0),
        ((1, 0, 1, 1, 1), 1.0),
        ((1, 1, 1, 1, 0), 1.0),  # more than two of the group earn no more
        ((1, 1, 0, 0, 1), 0.75),
        ((1, 0, 0.5, 0.5, 0), 0.75),
        ((0, 1, 1, 1, 1), 0.5),
        ((0, 0, 0, 0, 1), 0.0),  # what is worth knowing does not count
    ],
)
def test_the_share_of_what_counts(found: tuple[float, ...], expected: float) -> None:
    assert share([HEART, *ANY_TWO, ASIDE], found) == expected


def test_where_nothing_counts_there_is_no_share() -> None:
    assert share([], []) == share([ASIDE], [1.0]) == 0.0


@pytest.mark.parametrize(
    ("correct", "picks", "expected"),
    [
        ("10", {0}, 1.0),
        ("1000", {1}, 0.0),
        ("1100", {0, 1}, 1.0),
        ("1100", {0}, 0.5),
        ("1100", {0, 2}, 0.0),
        ("1100", {0, 1, 2}, 0.5),
        ("11000000", {0, 1, 2}, 0.5),  # a wrong pick takes a right one's share, however many
        ("1110", {0, 1}, 0.6667),
        ("1110", {0, 1, 2, 3}, 0.0),
        ("1110", {3}, 0.0),
    ],
)
def test_picks_earn_their_share(correct: str, picks: set[int], expected: float) -> None:
    assert share_of_picks([sign == "1" for sign in correct], picks) == expected


@given(st.lists(st.booleans(), min_size=2, max_size=10).filter(lambda c: 0 < sum(c) < len(c)))
def test_picking_blindly_earns_nothing(correct: list[bool]) -> None:
    right = {i for i, is_right in enumerate(correct) if is_right}
    everything = set(range(len(correct)))
    assert share_of_picks(correct, everything) == 0.0
    assert share_of_picks(correct, right) == 1.0
    for pick in everything - right:
        assert share_of_picks(correct, right | {pick}) < 1.0
    for pick in right:
        assert share_of_picks(correct, right - {pick}) < 1.0
