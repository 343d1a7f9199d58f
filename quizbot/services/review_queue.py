"""Which cards of a member are due, with as many new ones a day as the member wishes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from quizbot.domain.review import Card, study_day
from quizbot.domain.review_settings import ReviewSettings
from quizbot.storage import review_cards, review_settings, reviews
from quizbot.storage.connection import Connection
from quizbot.storage.reviews import Today


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Cards that are due, in the order in which they come; ``new_left`` new ones wait for later."""

    cards: tuple[Card, ...]
    new_left: int
    today: Today
    settings: ReviewSettings


async def queue_of(
    connection: Connection, user_id: int, now: datetime, shipped: Collection[str]
) -> ReviewQueue:
    """Return what is due for a member; ``shipped`` are the ids of the shipped questions."""
    settings = await review_settings.find(connection, user_id)
    today = await reviews.today(connection, user_id, study_day(now, settings.tz))
    due = await review_cards.due(connection, user_id, now, shipped)
    known, new = [c for c in due if not c.is_new], [c for c in due if c.is_new]
    room = max(0, settings.new_a_day - today.begun)
    return ReviewQueue((*known, *new[:room]), len(new[room:]), today, settings)
