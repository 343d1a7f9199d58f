from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.streak import NONE, WINDOW, Streak, streak


def read(slots: str) -> list[bool]:
    """Read slots as they came, ``x`` answered and ``.`` missed, newest first as the rule wants."""
    return [slot == "x" for slot in reversed(slots)]


@pytest.mark.parametrize(
    ("slots", "length", "missed"),
    [
        ("", 0, 0),
        ("x", 1, 0),
        ("xxxxx", 5, 0),
        (".", 0, 1),
        ("..", 0, 1),
        ("xxx.", 3, 1),  # missed today, forgiven
        ("xxx..", 0, 1),  # twice in a row: over
        ("xxx.x", 4, 1),
        ("xx.x.x", 2, 1),  # the second one missed in 14 ends it; what lies between them is kept
        ("....xxx", 3, 1),  # joined last week
        ("xx.xxxxxxxxxxxxx.xxx", 18, 2),  # 13 between the two: never two in 14
        ("xx.xxxxxxxxxxxx.xxx", 15, 1),  # 12 between them: two in 14
        (("x" * 13 + ".") * 100, 1300, 100),
        ("x" * 4000, 4000, 0),
    ],
)
def test_streak(slots: str, length: int, missed: int) -> None:
    found = streak(read(slots))
    assert (found.length, found.missed) == (length, missed)


@given(st.lists(st.booleans(), max_size=60))
def test_it_is_the_longest_run_with_no_two_missed_in_the_window(answered: list[bool]) -> None:
    def holds(run: list[bool]) -> bool:
        spans = [run[n : n + WINDOW] for n in range(len(run))]
        return all(span.count(False) <= 1 for span in spans)

    most = max(n for n in range(len(answered) + 1) if holds(answered[:n]))
    assert streak(answered).length == sum(answered[:most])
    assert streak(answered).ended == (most < len(answered))


@given(st.lists(st.booleans(), max_size=60))
def test_one_more_answer_is_one_more(answered: list[bool]) -> None:
    assert streak([True, *answered]).length == streak(answered).length + 1


@given(st.lists(st.booleans(), max_size=60))
def test_a_missed_one_never_adds(answered: list[bool]) -> None:
    assert streak([False, *answered]).length <= streak(answered).length


def test_it_looks_no_further_than_it_goes() -> None:
    def slots() -> Iterator[bool]:
        yield from [True, False, False]
        raise AssertionError("looked beyond the end")

    assert streak(slots()) == Streak(1, 1, ended=True)
    assert streak([]) == NONE
