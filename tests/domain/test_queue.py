"""Which run takes which queued question, and finding questions by words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.question import Choice, Form, Level, Question
from quizbot.domain.question_search import find
from quizbot.domain.queue import ComingRun, forecast

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
OPEN = Question("open", "t", Level.BEGINNER, "Only open?", "a", ())
BOTH = replace(OPEN, id="both", prompt="Open or choice?", choices=(Choice("x", True), Choice("y")))


def run(hours: int, form: Form) -> ComingRun:
    return ComingRun(NOW + timedelta(hours=hours), 1, 2, form)


def test_a_run_takes_the_first_question_of_its_form() -> None:
    first, second, third = run(1, Form.CHOICE), run(2, Form.OPEN), run(3, Form.OPEN)
    assert forecast([OPEN, BOTH], [third, second, first]) == {"both": first, "open": second}
    assert forecast([OPEN], [first]) == {}
    assert forecast([], [first]) == {}


def test_a_run_does_not_take_what_is_open_then() -> None:
    runs = [run(hours, Form.OPEN) for hours in (1, 2, 3)]
    until = {"both": runs[1].due}
    assert forecast([BOTH, OPEN], runs, until) == {"open": runs[0], "both": runs[2]}
    assert forecast([BOTH], runs[:2], until) == {}


def test_words_as_they_stand_go_before_alike_ones() -> None:
    other = replace(OPEN, id="other", prompt="What is a diffuson?")
    exact = replace(OPEN, id="exact", prompt="What is a diffusion model?")
    assert [q.id for q in find("Diffusion", [other, exact], 5)] == ["exact", "other"]
    assert [q.id for q in find("difusion MODELS", [other, exact], 5)] == ["exact"]
    assert [q.id for q in find("diffuison", [other, exact], 5)] == ["other", "exact"]
    assert find("", [other, exact], 1) == [other]
    assert [q.id for q in find("difusion modl", [other, exact], 5)] == ["exact"]
    assert find("ot", [other], 5) == [other]
    assert find("oht", [other], 5) == []
    assert find("something else", [other, exact], 5) == []


@given(st.text(max_size=50), st.integers(1, 5))
def test_any_words_find_at_most_the_limit(text: str, limit: int) -> None:
    many = [replace(OPEN, id=f"q{i}") for i in range(6)]
    found = find(text, many, limit)
    assert len(found) <= limit
    assert len({q.id for q in found}) == len(found)
