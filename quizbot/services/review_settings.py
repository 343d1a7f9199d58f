"""What a member wishes of reviews, and what follows from a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from quizbot.domain import review
from quizbot.domain.review import Card
from quizbot.domain.review_settings import ReviewSettings
from quizbot.storage import review_cards, review_settings, reviews
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

RESCHEDULED_AT_ONCE = 25
"""So many cards are scheduled anew in one transaction, so that nobody waits for it."""


class ReviewWishes:
    """Reads and changes a member's settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, user_id: int, guild_id: int | None) -> ReviewSettings:
        """Return a member's settings, as they are in a server or (None) in private."""
        return await review_settings.find(self._database.reader, user_id, guild_id or 0)

    async def change(
        self, user_id: int, guild_id: int | None, now: datetime, **changes: Any
    ) -> ReviewSettings:
        """Change settings and return them all.

        With another ``retention`` every card is scheduled anew from its reviews.
        """

        async def write(connection: Connection) -> ReviewSettings:
            before = await review_settings.find(connection, user_id, guild_id or 0)
            after = replace(before, **changes, reminders_ended=False)
            await review_settings.save(connection, after, now)
            return after

        changed = await self._database.write(write)
        if "retention" in changes:
            await self._reschedule(changed)
        return changed

    async def heard(self, user_id: int) -> None:
        """Note that a member has read that the reminder was switched off."""
        await self._database.write(lambda c: review_settings.heard(c, user_id))

    async def _reschedule(self, settings: ReviewSettings) -> None:
        last = 0

        async def write(connection: Connection) -> int | None:
            cards = await review_cards.of_member(
                connection, settings.user_id, (), last, RESCHEDULED_AT_ONCE
            )
            for card in cards:
                await _schedule_anew(connection, card, settings)
            return cards[-1].id if cards else None

        while (done := await self._database.write(write)) is not None:
            last = done


async def _schedule_anew(connection: Connection, card: Card, settings: ReviewSettings) -> None:
    if card.is_new or card.due is None:
        return
    past = await reviews.of_card(connection, card.id)
    *_, comeback = review.replay(past, settings.tz, settings.retention)
    if comeback.day is not None:
        await review_cards.set_due(connection, card.id, comeback.due)
