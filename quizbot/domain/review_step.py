"""Where reviews stand: the card that comes next, what came of one, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.review import Card, Comeback, Rating
from quizbot.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class DueCards:
    """How many cards are due for a member.

    ``reminders_ended``: the daily reminder was switched off since private messages are closed, and
    the member has not read that yet.
    """

    count: int = 0
    reminders_ended: bool = False


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """The card to be asked now, and its question; or None, and when the ``next_due`` one comes.

    ``left`` counts the cards due, this one too; ``waiting`` those whose questions are asked in a
    server just now; ``new_left`` the new ones of later days. ``ratings`` are today's grades so far,
    from again to easy; ``cards`` counts all of the member's.
    """

    card: Card | None
    question: Question | None
    left: int = 0
    waiting: int = 0
    new_left: int = 0
    ratings: tuple[int, int, int, int] = (0, 0, 0, 0)
    next_due: datetime | None = None
    cards: int = 0
    reminders_ended: bool = False


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """A card with its model answer: what was ``given`` (nothing: it was only thought), the verdict.

    ``comebacks`` tells for each rating when the card would come back, in days of the ``zone``.
    """

    card: Card
    question: Question
    given: Submission
    verdict: Verdict | None
    comebacks: Mapping[Rating, Comeback]
    zone: ZoneInfo
    now: datetime


def asked_as(question: Question) -> Form:
    """Return the form in which a card asks its question: in one's own words where that can be."""
    if question.fits(Form.OPEN) or not question.fits(Form.SHORT):
        return Form.OPEN
    return Form.SHORT
