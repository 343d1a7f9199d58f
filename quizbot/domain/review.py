"""Review: when a card comes back, by FSRS (package ``fsrs``), counted in whole days of study.

A day of study begins at four in the morning of the member's own zone, so that who reviews past
midnight is still in the same one. FSRS is told days only; what it puts off by less than a day comes
by the minute. Its fuzz is off: it cannot be seeded, and a button's date must come true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cache
from zoneinfo import ZoneInfo

import fsrs

from quizbot.domain import timetable
from quizbot.domain.verdict import Band

DAY_BEGINS = time(4)
"""Local time at which a day of study begins."""
STEP = timedelta(minutes=10)
"""A card that was not known comes back after this, before it is put off by days."""
LONGEST_DAYS = 3650
"""A card comes back within so many days."""


class Rating(IntEnum):
    """How well a member knew a card, as the member says; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card is; the numbers are those of FSRS, and of Anki."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


SUGGESTED = {
    Band.NOT_YET: Rating.AGAIN,
    Band.PARTLY: Rating.HARD,
    Band.GOT_IT: Rating.GOOD,
}
"""What a verdict suggests; how easy it was only the member knows."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS keeps of a card.

    ``step`` is the place among the steps of learning, ``stability`` (days) and ``difficulty``
    (1..10) are its figures, ``day`` is the day of study of the last review; None before the first.
    """

    phase: Phase = Phase.LEARNING
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    day: date | None = None


NEW = Memory()


@dataclass(frozen=True, slots=True)
class Review:
    """One grading of a card: on which day of study, and at which moment."""

    rating: Rating
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Comeback:
    """What is kept of a card after a review, and when it is ``due``.

    ``day`` is the day of study on which that is; None where it is within ten minutes or so.
    """

    memory: Memory
    due: datetime
    day: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """A member's card of a question.

    ``question_id`` is that of the shipped question where a server has its own version of it.
    ``own_of`` is the server whose own question it is (0: a shipped one), ``guild_id`` the server
    that the card belongs to (0: none). ``reviews`` counts its gradings; the ``due`` of a card that
    was taken out is None. ``shown_id`` is the question to be asked, None where it is gone.
    """

    id: int
    user_id: int
    question_id: str
    own_of: int
    guild_id: int
    memory: Memory
    reviews: int
    due: datetime | None
    created_at: datetime
    shown_id: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether it was never reviewed."""
        return not self.reviews


def study_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day of study at a moment (aware)."""
    local = moment.astimezone(zone)
    early = local.time() < DAY_BEGINS
    return local.date() - timedelta(days=1) if early else local.date()


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which a day of study begins; a day that is none: the next one."""
    return timetable.moment(day, DAY_BEGINS, zone) or day_begins(day + timedelta(days=1), zone)


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the next day of study begins; new cards come from then on."""
    return day_begins(study_day(now, zone) + timedelta(days=1), zone)


def review(
    memory: Memory, rating: Rating, now: datetime, zone: ZoneInfo, retention: float
) -> Comeback:
    """Return what comes of a card that is graded now; ``retention`` is the wish, 0..1."""
    return _review(memory, Review(rating, study_day(now, zone), now), zone, retention)


def replay(reviews: Iterable[Review], zone: ZoneInfo, retention: float) -> Iterator[Comeback]:
    """Yield what came of each review of a card, oldest first, as it would come now."""
    memory = NEW
    for one in reviews:
        comeback = _review(memory, one, zone, retention)
        memory = comeback.memory
        yield comeback


def _review(memory: Memory, graded: Review, zone: ZoneInfo, retention: float) -> Comeback:
    moment = _midnight(graded.day)
    card, _ = _scheduler(retention).review_card(
        _fsrs_card(memory, moment), fsrs.Rating(graded.rating), moment
    )
    kept = Memory(Phase(card.state), card.step, card.stability, card.difficulty, graded.day)
    wait = card.due - moment
    if wait < timedelta(days=1):
        return Comeback(kept, graded.at + wait, None)
    day = graded.day + wait
    return Comeback(kept, day_begins(day, zone), day)


def recall(memory: Memory, day: date) -> float:
    """Return the chance (0..1) by FSRS's forgetting curve that a card is known on a day."""
    if memory.day is None:
        return 0.0
    moment = _midnight(day)
    return _scheduler(0.9).get_card_retrievability(_fsrs_card(memory, moment), moment)


def _fsrs_card(memory: Memory, moment: datetime) -> fsrs.Card:
    """Return a card as FSRS takes it; with an id and a date it reads no clock."""
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(memory.phase),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=moment,
        last_review=_midnight(memory.day) if memory.day else None,
    )


def _midnight(day: date) -> datetime:
    """Return a day as FSRS takes it: its differences are whole days."""
    return datetime.combine(day, time(), UTC)


@cache
def _scheduler(retention: float) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(STEP,),
        relearning_steps=(STEP,),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
