"""The daily reminder that cards are due, for those who asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from quizbot.bank.library import Library
from quizbot.domain.notice import NoticeKind
from quizbot.services.review_queue import queue_of
from quizbot.storage import notices, review_settings
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

REMINDED_AT_ONCE = 20
"""So many members are looked at by one tick; the others wait for the next one."""
NO_SERVER = 0
"""A reminder is a notice of no server."""


class ReviewReminders:
    """Stores the notice of a reminder and notes its date in one transaction, so it comes once.

    At an hour at which nothing is due there is none on that day.
    """

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def remind(self, now: datetime) -> None:
        """Let members be reminded whose hour it is; `services.notices` sends it."""
        for user_id in await review_settings.to_remind(
            self._database.reader, now, REMINDED_AT_ONCE
        ):
            await self._remind(user_id, now)

    async def _remind(self, user_id: int, now: datetime) -> None:
        async def write(connection: Connection) -> None:
            settings = await review_settings.find(connection, user_id)
            day = settings.reminder_due(now)
            if day is not None:
                settings = replace(settings, reminded_on=day)
                queue = await queue_of(connection, user_id, now, self._library.questions)
                if queue.cards:
                    words = _sentence(len(queue.cards))
                    await notices.add(
                        connection, NO_SERVER, words, now, user_id=user_id, kind=NoticeKind.REVIEW
                    )
            await review_settings.save(connection, settings, now)

        await self._database.write(write)


def _sentence(count: int) -> str:
    cards = "1 card is" if count == 1 else f"{count:,} cards are"
    return f"{cards} due for review. You asked to be told at this hour."
