"""What a decision on a suggestion takes, in the write that decides it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from quizbot.domain.question import Question
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.errors import NotFound, Refusal
from quizbot.storage import audit, notices, suggest
from quizbot.storage.connection import Connection

_STANDS = "/suggest list:True shows it to the member."

SuggestionWord = Callable[[Suggestion], str]
"""Puts into words what its author is told of a suggestion that was decided."""


async def take_up(
    connection: Connection,
    guild_id: int,
    suggestion_id: int,
    question: Question,
    actor_id: int,
    now: datetime,
    word: SuggestionWord,
) -> None:
    """Note that a suggestion has become a question; its author is told by the ``word``."""
    if not await suggest.decide(
        connection,
        guild_id,
        suggestion_id,
        SuggestionState.APPROVED,
        actor_id,
        now,
        question_id=question.id,
    ):
        raise decided_already(await suggest.find(connection, guild_id, suggestion_id))
    target = f"suggestion {suggestion_id} as {question.id}"
    await audit.add(connection, guild_id, actor_id, "suggestion approve", target, now)
    await tell_author(connection, guild_id, suggestion_id, word, now)


async def tell_author(
    connection: Connection, guild_id: int, suggestion_id: int, word: SuggestionWord, now: datetime
) -> None:
    """Let the author of a suggestion be told what it came to, in the write that decides it."""
    decided = await suggest.find(connection, guild_id, suggestion_id)
    if decided is not None:
        await notices.add(
            connection,
            guild_id,
            word(decided),
            now,
            user_id=decided.author_id,
            actor_id=decided.decided_by,
            stands=_STANDS,
        )


def decided_already(suggestion: Suggestion | None) -> Refusal:
    """Return who has decided a suggestion, and how."""
    if suggestion is None:
        return NotFound("This suggestion is gone. /question suggestions lists those that wait.")
    became = f" as {suggestion.question_id}" if suggestion.question_id else ""
    return Refusal(
        f"<@{suggestion.decided_by}> has {suggestion.state} this suggestion already{became}, "
        "so nothing was done. /question suggestions lists those that wait."
    )
