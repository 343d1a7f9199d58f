from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.challenge import Sure
from quizbot.domain.stats import Attempt, monday_of, own_stats, weakest
from quizbot.domain.stats_server import PointStats, QuestionStats, ServerStats

TODAY = date(2026, 11, 21)
"""A Saturday."""


def attempt(ago: int = 0, score: float | None = 1.0, **parts: object) -> Attempt:
    values = {"question_id": "q", "topic": "vaes", "sure": Sure.SURE, **parts}
    return Attempt(TODAY - timedelta(days=ago), score=score, **values)  # type: ignore[arg-type]


def test_the_calendar_ends_today_and_begins_on_a_monday() -> None:
    stats = own_stats([attempt(), attempt(), attempt(1), attempt(400)], TODAY)
    assert stats.first.weekday() == 0
    assert stats.days[-2:] == (1, 2)
    assert stats.first + timedelta(days=len(stats.days) - 1) == TODAY
    assert len(stats.days) > 365
    assert (stats.answers, stats.active_days, stats.longest_run) == (3, 2, 2)
    assert stats.busiest == (TODAY, 2)


def test_nothing_is_no_fault() -> None:
    stats = own_stats([], TODAY)
    assert stats.busiest is None
    assert stats.topics == ()
    assert [one.right for one in stats.confidence] == [None] * 3
    assert all(week.mean is None for week in stats.weeks)


def test_a_week_is_the_mean_of_its_scores() -> None:
    stats = own_stats([attempt(0, 1.0), attempt(5, 0.5), attempt(6, 0.2), attempt(1, None)], TODAY)
    before, last = stats.weeks[-2:]
    assert (last.monday, last.mean, last.scores) == (date(2026, 11, 16), 0.75, 2)
    assert (before.mean, before.scores) == (0.2, 1)


def test_mastery_is_the_newest_score_of_each_question() -> None:
    given = [
        attempt(9, 0.0),
        attempt(8, 1.0),
        attempt(7, 0.5, question_id="other"),
        attempt(6, None),
        attempt(5, 0.1, topic="gans", question_id="gan"),
        attempt(4, 0.0, topic=""),
    ]
    topics = own_stats(given, TODAY).topics
    assert [(one.topic, one.score, one.questions) for one in topics] == [
        ("vaes", 0.75, 2),
        ("gans", 0.1, 1),
    ]
    found = weakest(topics)
    assert found is not None
    assert found.topic == "vaes"


def test_confidence_counts_what_is_got() -> None:
    given = [attempt(0, 0.75), attempt(0, 0.74), attempt(0, 1.0, sure=Sure.GUESSING)]
    given += [attempt(0, None), attempt(0, 0.0, sure=None)]
    guessing, unsure, sure = own_stats(given, TODAY).confidence
    assert (guessing.right, guessing.answers) == (1.0, 1)
    assert (unsure.right, unsure.answers) == (None, 0)
    assert (sure.right, sure.answers) == (0.5, 2)


@given(st.lists(st.tuples(st.integers(0, 800), st.none() | st.floats(0, 1)), max_size=40))
def test_sums_agree(given_: list[tuple[int, float | None]]) -> None:
    attempts = sorted((attempt(*one) for one in given_), key=lambda one: one.day)
    stats = own_stats(attempts, TODAY)
    assert stats.answers == sum(ago < 365 for ago, _ in given_)
    assert stats.active_days == len({ago for ago, _ in given_ if ago < 365})
    assert sum(week.scores for week in stats.weeks) == sum(
        score is not None and TODAY - timedelta(days=ago) >= stats.weeks[0].monday
        for ago, score in given_
    )
    assert all(0 <= (week.mean or 0) <= 1 for week in stats.weeks)


@pytest.mark.parametrize("ago", range(14))
def test_weeks_begin_on_monday(ago: int) -> None:
    monday = monday_of(TODAY - timedelta(days=ago))
    assert monday.weekday() == 0
    assert 0 <= (TODAY - timedelta(days=ago) - monday).days < 7


def question(name: str, graded: int, mean: float, **counts: int) -> QuestionStats:
    known = {"got_it": 0, "overridden": 0, "looks": 0, "looks_changed": 0, **counts}
    return QuestionStats(name, "vaes", f"What is {name}?", 1, graded, graded, mean, **known)


def test_questions_that_stand_out() -> None:
    asked = (
        question("hard", 9, 0.2),
        question("hardest", 4, 0.1),
        question("few", 3, 0.0),
        question("easy", 9, 0.95),
        question("right", 9, 0.6, overridden=1),
        question("disputed", 20, 0.6, overridden=2, looks=3),
        question("popular", 200, 0.6, overridden=3, looks=1),
        question("ungraded", 0, 0.0),
    )
    stats = ServerStats((), asked, (), ())
    assert [one.question_id for one in stats.too_hard] == ["hardest", "hard"]
    assert [one.question_id for one in stats.too_easy] == ["easy"]
    assert [one.question_id for one in stats.often_overridden] == ["disputed"]
    assert [one.question_id for one in stats.often_looked_at] == ["disputed", "popular"]


def test_points_that_hardly_anybody_gets() -> None:
    points = tuple(
        PointStats("q", "Q?", name, answers, had, 0)
        for name, answers, had in (("never", 9, 0), ("some", 9, 1), ("few", 3, 0), ("rare", 50, 2))
    )
    assert [one.point for one in ServerStats((), (), points, ()).nobody_gets] == ["never", "rare"]
