"""When cards come back: days of study, steps, dates, and retention as it was wished."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizbot.domain import review
from quizbot.domain.review import NEW, Memory, Phase, Rating, Review
from quizbot.domain.review_settings import RETENTIONS, ReviewSettings

BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
MORNING = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def test_a_new_card_has_a_date_for_each_rating() -> None:
    comes = {rating: review.review(NEW, rating, MORNING, BERLIN, 0.9) for rating in Rating}
    assert comes[Rating.AGAIN].due == MORNING + timedelta(minutes=10)
    assert comes[Rating.HARD].due == MORNING + timedelta(minutes=15)
    assert comes[Rating.GOOD].day == date(2026, 11, 23)
    assert comes[Rating.EASY].day == date(2026, 11, 29)
    assert comes[Rating.AGAIN].day is None


def test_it_comes_back_at_the_beginning_of_a_day_of_study() -> None:
    """Who reviews in the evening has the card again in the morning, at four, of another day."""
    for hour in (3, 12, 22):
        now = datetime(2026, 11, 21, hour, 30, tzinfo=UTC)
        comeback = review.review(NEW, Rating.GOOD, now, BERLIN, 0.9)
        assert comeback.due == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    early = datetime(2026, 11, 21, 2, 59, tzinfo=UTC)
    comeback = review.review(NEW, Rating.GOOD, early, BERLIN, 0.9)
    assert comeback.due == datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 21, 2, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 3, 29, 1, 59, tzinfo=UTC), date(2026, 3, 28)),  # summer time begins
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), date(2026, 3, 29)),
    ],
)
def test_days_of_study(moment: datetime, day: date) -> None:
    assert review.study_day(moment, BERLIN) == day


def test_a_day_that_is_none_begins_with_the_next_one() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    begins = review.day_begins(date(2011, 12, 30), samoa)
    assert begins == review.day_begins(date(2011, 12, 31), samoa)


def test_replayed_reviews_come_to_the_same() -> None:
    rng, now, memory, past, kept = random.Random(3), MORNING, NEW, [], []
    for _ in range(40):
        rating = rng.choice(list(Rating))
        comeback = review.review(memory, rating, now, BERLIN, 0.85)
        past.append(Review(rating, review.study_day(now, BERLIN), now))
        kept.append(comeback)
        memory = comeback.memory
        now = comeback.due + timedelta(hours=rng.randrange(40))
    assert [*review.replay(past, BERLIN, 0.85)] == kept
    assert [*review.replay([], BERLIN, 0.85)] == []
    other = [*review.replay(past, BERLIN, 0.95)]
    assert [one.memory for one in other] == [one.memory for one in kept]
    assert [one.due for one in other] != [one.due for one in kept]


def test_a_date_that_went_back_is_taken_for_the_same_day() -> None:
    """The member moved to the west, or the clock was ahead."""
    memory = Memory(Phase.REVIEW, None, 10.0, 5.0, date(2026, 11, 22))
    comeback = review.review(memory, Rating.GOOD, MORNING, BERLIN, 0.9)
    assert comeback.day is not None
    assert comeback.day > date(2026, 11, 21)


def test_a_wish_for_more_means_sooner() -> None:
    memory = Memory(Phase.REVIEW, None, 20.0, 5.0, date(2026, 11, 1))
    days = [review.review(memory, Rating.GOOD, MORNING, BERLIN, wish).due for wish in RETENTIONS]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("wish", RETENTIONS)
def test_retention_is_near_the_wish(wish: float) -> None:
    """Cards are known with the chance of FSRS's forgetting curve, for a year of study.

    What counts is what comes back after days; the first answer and the steps of ten minutes are no
    test of memory. A wish for more than a card of a day can give is held by what comes later.
    """
    rng = random.Random(7)
    known, asked = 0, 0
    for _ in range(120):
        memory, now = NEW, MORNING
        while now < MORNING + timedelta(days=365):
            chance = review.recall(memory, review.study_day(now, UTC_ZONE))
            is_known = rng.random() < chance
            if memory.phase is Phase.REVIEW:
                known += is_known
                asked += 1
            good = rng.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (1, 8, 1))[0]
            rating = good if is_known or memory.phase is not Phase.REVIEW else Rating.AGAIN
            comeback = review.review(memory, rating, now, UTC_ZONE, wish)
            memory, now = comeback.memory, comeback.due + timedelta(hours=rng.randrange(12))
    assert asked > 500
    assert known / asked == pytest.approx(wish, abs=0.05)


def wishes(**parts: object) -> ReviewSettings:
    return ReviewSettings(**{"user_id": 7, "zone": "Europe/Berlin", "hour": 8, **parts})  # type: ignore[arg-type]


def test_the_reminder_is_due_once_a_date() -> None:
    settings = wishes()
    assert settings.reminder_due(MORNING) == date(2026, 11, 21)
    assert settings.reminder_due(MORNING - timedelta(seconds=1)) is None
    assert settings.reminder_due(MORNING + timedelta(hours=6)) is None
    assert wishes(hour=None).reminder_due(MORNING) is None
    told = wishes(reminded_on=date(2026, 11, 21))
    assert told.reminder_due(MORNING) is None
    assert told.reminder_due(MORNING + timedelta(days=1)) == date(2026, 11, 22)


def test_the_next_look_is_at_a_date_that_was_not_told() -> None:
    assert wishes().next_reminder(MORNING - timedelta(hours=1)) == MORNING
    assert wishes().next_reminder(MORNING) == MORNING + timedelta(days=1)
    later = wishes(hour=20, reminded_on=date(2026, 11, 21))
    assert later.next_reminder(MORNING) == datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
    assert wishes(hour=None).next_reminder(MORNING) is None


def test_an_hour_that_a_clock_change_skips_is_told_after_the_gap() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert wishes(hour=2).next_reminder(night) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_a_date_beyond_tomorrow_was_a_clocks_mistake() -> None:
    ahead = wishes(reminded_on=date(2027, 2, 1))
    assert ahead.reminder_due(MORNING) == date(2026, 11, 21)
