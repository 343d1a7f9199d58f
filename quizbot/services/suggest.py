"""Suggestions: a member proposes a question, a moderator decides, the member is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizbot.domain.question import Question
from quizbot.domain.question_draft import Draft, handed_in
from quizbot.domain.reason import read as read_reason
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.errors import NotFound, Refusal
from quizbot.services.questions import Questions
from quizbot.services.suggest_deciding import SuggestionWord, decided_already, tell_author
from quizbot.storage import audit, suggest
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_SUGGESTED = 5
"""Suggestions of one member that wait in a server at the same time."""
SUGGESTIONS_SHOWN = 10
_ENOUGH = (
    f"{MOST_SUGGESTED} of your suggestions wait for a moderator. "
    "Suggest more when one of them is decided; /suggest list:True shows them."
)


class Suggestions:
    """Keeps suggestions. Of two moderators who decide at once one wins, the other is told."""

    def __init__(self, database: Database, questions: Questions) -> None:
        self._database = database
        self._questions = questions

    async def require_room(self, guild_id: int, author_id: int) -> None:
        """Check that a member may suggest one more, before anything is typed.

        Raises:
            Refusal: enough of the member's suggestions wait.
        """
        waiting = await suggest.count_waiting(self._database.reader, guild_id, author_id)
        if waiting >= MOST_SUGGESTED:
            raise Refusal(_ENOUGH)

    async def hand_in(
        self, guild_id: int, author_id: int, name: str, draft: Draft, now: datetime
    ) -> Suggestion:
        """Keep a suggestion; the server's review channel, if it has one, is shown it.

        Raises:
            Refusal: question or answer is empty, or enough of the member's suggestions wait.
        """
        if not draft.prompt.strip() or not draft.answer.strip():
            raise Refusal("A suggestion needs a question and an answer. Give /suggest again.")

        async def write(connection: Connection) -> int:
            if await suggest.count_waiting(connection, guild_id, author_id) >= MOST_SUGGESTED:
                raise Refusal(_ENOUGH)
            return await suggest.add(connection, guild_id, author_id, name, draft, now)

        return await self.get(guild_id, await self._database.write(write))

    async def own_waiting(self, guild_id: int, suggestion_id: int, author_id: int) -> Suggestion:
        """Return a member's own suggestion, which that member may still add to.

        Raises:
            NotFound: the member has no such suggestion here.
            Refusal: a moderator has decided it.
        """
        return _still_own(
            await suggest.find(self._database.reader, guild_id, suggestion_id), author_id
        )

    async def add_to(
        self,
        guild_id: int,
        suggestion_id: int,
        author_id: int,
        given: Mapping[str, Any],
        now: datetime,
    ) -> None:
        """Take what a form has handed in into a member's own suggestion; its other fields stay.

        Raises:
            NotFound: the member has no such suggestion here.
            Refusal: a moderator has decided it.
        """

        async def write(connection: Connection) -> None:
            found = await suggest.find(connection, guild_id, suggestion_id)
            draft = handed_in(_still_own(found, author_id).draft, given)
            await suggest.change(connection, guild_id, suggestion_id, draft, now)

        await self._database.write(write)

    async def get(self, guild_id: int, suggestion_id: int) -> Suggestion:
        """Return a suggestion.

        Raises:
            NotFound: this server has no such suggestion.
        """
        found = await suggest.find(self._database.reader, guild_id, suggestion_id)
        if found is None:
            raise NotFound(
                "I do not know this suggestion. /question suggestions lists those that wait."
            )
        return found

    async def undecided(self, guild_id: int, suggestion_id: int) -> Suggestion:
        """Return a suggestion that waits.

        Raises:
            NotFound: this server has no such suggestion.
            Refusal: a moderator has decided it; the sentence says who and what.
        """
        found = await self.get(guild_id, suggestion_id)
        if found.state is not SuggestionState.WAITING:
            raise decided_already(found)
        return found

    async def waiting(self, guild_id: int) -> list[Suggestion]:
        """Return the suggestions that wait, oldest first."""
        return await suggest.waiting(self._database.reader, guild_id)

    async def own(self, guild_id: int, author_id: int) -> list[Suggestion]:
        """Return a member's own suggestions, newest first."""
        return await suggest.of_author(
            self._database.reader, guild_id, author_id, SUGGESTIONS_SHOWN
        )

    async def approve(
        self,
        guild_id: int,
        suggestion_id: int,
        actor_id: int,
        now: datetime,
        word: SuggestionWord,
    ) -> Question:
        """Save a suggestion as it is as a question of the server; the author is told.

        Raises:
            Refusal: something in it is to be mended first, or it is decided already.
        """
        suggestion = await self.undecided(guild_id, suggestion_id)
        return await self._questions.approve(suggestion, actor_id, now, word)

    async def decline(
        self,
        guild_id: int,
        suggestion_id: int,
        reason: str,
        actor_id: int,
        now: datetime,
        word: SuggestionWord,
    ) -> None:
        """Decline a suggestion; the author is told.

        Raises:
            Refusal: there is no reason, it is too long, or it is decided already.
        """
        words = read_reason(reason)

        async def write(connection: Connection) -> None:
            await audit.add(
                connection,
                guild_id,
                actor_id,
                "suggestion decline",
                f"suggestion {suggestion_id}",
                now,
                words,
            )
            if not await suggest.decide(
                connection,
                guild_id,
                suggestion_id,
                SuggestionState.DECLINED,
                actor_id,
                now,
                reason=words,
            ):
                found = await suggest.find(connection, guild_id, suggestion_id)
                raise decided_already(found)
            await tell_author(connection, guild_id, suggestion_id, word, now)

        await self._database.write(write)


def _still_own(found: Suggestion | None, author_id: int) -> Suggestion:
    if found is None or found.author_id != author_id:
        raise NotFound("This suggestion is not yours or is gone. /suggest list:True shows yours.")
    if found.state is not SuggestionState.WAITING:
        raise Refusal(
            f"This suggestion was {found.state} meanwhile, so nothing was added. /suggest takes "
            "another one."
        )
    return found
