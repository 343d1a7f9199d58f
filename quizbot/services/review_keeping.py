"""What becomes a card: what was missed, by itself, and what a member chose."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import review
from quizbot.domain.challenge import State
from quizbot.domain.verdict import GOT_IT_FROM
from quizbot.errors import Closed, NotFound
from quizbot.storage import challenges, quiz, review_cards, review_settings
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_UNKNOWN = "I do not know this question any more, so there is no card of it. /quiz gives others."


async def keep_missed(
    connection: Connection,
    user_id: int,
    guild_id: int | None,
    question_id: str,
    score: float | None,
    now: datetime,
    told_from: datetime | None = None,
) -> None:
    """Make a card of what was answered in practice if that was under "got it".

    It comes from the next day on, and not before its verdict may be told.
    """
    if score is None or score >= GOT_IT_FROM:
        return
    home = guild_id or 0
    settings = await review_settings.find(connection, user_id, home)
    due = review.tomorrow(now, settings.tz)
    await review_cards.add(
        *(connection, user_id, home, question_id, due, now), missed=True, aside_until=told_from
    )


class ReviewKeeping:
    """Makes a card when a member presses Practise this later."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep_challenge(
        self, guild_id: int, challenge_id: int, user_id: int, now: datetime
    ) -> datetime:
        """Make a card of a challenge's question and return when it comes.

        Raises:
            NotFound: this server has no such challenge.
            Closed: its model answer is still to come.
        """
        challenge = await challenges.find(self._database.reader, challenge_id)
        if challenge is None or challenge.guild_id != guild_id:
            raise NotFound(_UNKNOWN)
        if challenge.state is not State.REVEALED:
            raise Closed("Its model answer is still to come. Press Practise this later below that.")
        return await self._keep(user_id, guild_id, challenge.question.id, now)

    async def keep_practice(
        self, run_id: int, position: int, user_id: int, now: datetime
    ) -> datetime:
        """Make a card of a question of a practice run and return when it comes.

        Raises:
            NotFound: the member has no such run, or has not answered there.
        """
        reader = self._database.reader
        run = await quiz.find(reader, run_id)
        if run is None or run.user_id != user_id or not 0 <= position < len(run.questions):
            raise NotFound(_UNKNOWN)
        if await quiz.given(reader, run_id, position) is None:
            raise NotFound("You have not answered this question yet, so there is no card of it.")
        return await self._keep(user_id, run.guild_id or 0, run.questions[position], now)

    async def _keep(self, user_id: int, guild_id: int, question_id: str, now: datetime) -> datetime:
        async def write(connection: Connection) -> datetime:
            settings = await review_settings.find(connection, user_id, guild_id)
            due = review.tomorrow(now, settings.tz)
            await review_cards.add(
                connection, user_id, guild_id, question_id, due, now, missed=False
            )
            return await review_cards.comes(connection, user_id, guild_id, question_id)

        return await self._database.write(write)
