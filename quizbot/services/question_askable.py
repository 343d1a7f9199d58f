"""The questions that a server asks: the shipped ones and its own, without those it has retired."""

from __future__ import annotations

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.storage import question_retired, questions
from quizbot.storage.connection import Connection


async def askable(connection: Connection, library: Library, guild_id: int) -> list[Question]:
    """Return every question that may be posted or practised in a server."""
    retired = await question_retired.ids(connection, guild_id)
    known = [*library.questions.values(), *await questions.of_guild(connection, guild_id)]
    return [question for question in known if question.id not in retired]
