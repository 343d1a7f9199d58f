"""The questions that a server asks: the shipped ones and its own, without those it has retired."""

from __future__ import annotations

from datetime import datetime

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.storage import challenges_asked, question_retired, questions
from quizbot.storage.connection import Connection


async def askable(connection: Connection, library: Library, guild_id: int) -> list[Question]:
    """Return every question that may be posted or practised in a server."""
    retired = await question_retired.ids(connection, guild_id)
    known = [*library.questions.values(), *await questions.of_guild(connection, guild_id)]
    return [question for question in known if question.id not in retired]


async def asked_until(connection: Connection, guild_id: int) -> dict[str, datetime]:
    """Return, by id, the questions that a server asks just now, and when their reveals are due.

    A shipped question and the server's own versions of it are one: all of them are returned.
    """
    asked = await challenges_asked.here(connection, guild_id)
    twins = await questions.twins(connection, guild_id)
    return asked | {own: asked[shipped] for own, shipped in twins.items() if shipped in asked}
