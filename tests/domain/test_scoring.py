from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import Level
from quizbot.domain.scoring import distribution, points


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
