"""A server's own questions: typed into a form, previewed, saved, changed by the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.domain.question_draft import Draft, Origin, completed, draft_of, handed_in
from quizbot.domain.question_search import find
from quizbot.domain.suggest import Suggestion
from quizbot.errors import NotFound, Refusal
from quizbot.services import question_drafting, suggest_deciding
from quizbot.services.question_topics import Topics
from quizbot.storage import audit, question_drafts, question_retired, questions, queue
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_GONE = "This draft is saved or discarded already. /question add starts a new one."
_CHANGED = (
    "{0} was changed by somebody else while you wrote, so nothing was saved. "
    "/question edit question:{0} shows how it is now."
)
_RETIRED = (
    "{0} is retired here, so nothing was saved. "
    "/question restore question:{0} brings it back, then it can be changed."
)


class Questions:
    """Adds to a server's bank; every question passes the same validator as the shipped files."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library
        self.topics = Topics(database, library)

    async def keep_draft(
        self,
        guild_id: int,
        draft_id: int,
        draft: Draft,
        author_id: int,
        now: datetime,
        origin: Origin = Origin(),  # noqa: B008  frozen
    ) -> int:
        """Store what was typed (``draft_id`` 0: a new draft) and return the draft's id.

        Raises:
            NotFound: the draft to change is gone.
        """

        async def write(connection: Connection) -> int:
            if not draft_id:
                return await question_drafts.add(
                    connection, guild_id, author_id, draft, now, origin
                )
            if not await question_drafts.change(connection, guild_id, draft_id, draft):
                raise NotFound(_GONE)
            return draft_id

        return await self._database.write(write)

    async def mend_draft(self, guild_id: int, draft_id: int, given: Mapping[str, Any]) -> None:
        """Take what one form has handed in into a draft; its other fields stay.

        Raises:
            NotFound: the draft is saved or discarded already.
        """

        async def write(connection: Connection) -> None:
            found = await question_drafts.find(connection, guild_id, draft_id)
            if found is None:
                raise NotFound(_GONE)
            draft, origin = found
            whole = await self._completed(connection, guild_id, draft, origin)
            mended = handed_in(whole, given)
            await question_drafts.change(connection, guild_id, draft_id, mended)

        await self._database.write(write)

    async def _completed(
        self, connection: Connection, guild_id: int, draft: Draft, origin: Origin
    ) -> Draft:
        base = await self._find(connection, guild_id, origin.question_id)
        return completed(draft, base) if base else draft

    async def draft(self, guild_id: int, draft_id: int) -> tuple[Draft, Origin]:
        """Return a draft as it was typed, and where it comes from.

        Raises:
            NotFound: it is saved or discarded already.
        """
        reader = self._database.reader
        found = await question_drafts.find(reader, guild_id, draft_id)
        if found is None:
            raise NotFound(_GONE)
        draft, origin = found
        return await self._completed(reader, guild_id, draft, origin), origin

    async def to_edit(self, guild_id: int, question_id: str) -> tuple[Draft, Origin]:
        """Return a question as a draft that will change it.

        Raises:
            NotFound: there is no such question.
            Refusal: it is a shipped one that is retired here.
        """
        reader = self._database.reader
        question = await self.get(guild_id, question_id)
        version = await questions.version(reader, guild_id, question.id)
        if not version and question.id in await question_retired.ids(reader, guild_id):
            raise Refusal(_RETIRED.format(question.id))
        return draft_of(question), Origin(question.id, version)

    def check(self, draft: Draft) -> tuple[Question | None, list[str]]:
        """Return a complete draft as a question, or None and every sentence on what to mend."""
        return question_drafting.read(draft, "own-0")

    async def save(
        self,
        guild_id: int,
        draft_id: int,
        actor_id: int,
        now: datetime,
        word: suggest_deciding.SuggestionWord,
        *,
        ask_next: bool,
    ) -> Question:
        """Save a draft as a question of the server, and queue it if it is to be asked next.

        A draft that changes a shipped question becomes the server's own version, and the shipped
        one is retired here. The author of a suggestion is told by the ``word``.

        Raises:
            NotFound: it is saved or discarded already.
            Refusal: something in it is to be mended, or somebody else was faster.
        """

        async def write(connection: Connection) -> Question:
            taken = await question_drafts.take(connection, guild_id, draft_id)
            if taken is None:
                raise NotFound(_GONE)
            question = await self._store(connection, guild_id, *taken, actor_id, now, word)
            if ask_next and await queue.add(connection, guild_id, question.id, actor_id, now):
                await audit.add(connection, guild_id, actor_id, "queue add", question.id, now)
            return question

        return await self._database.write(write)

    async def _store(
        self,
        connection: Connection,
        guild_id: int,
        draft: Draft,
        origin: Origin,
        actor_id: int,
        now: datetime,
        word: suggest_deciding.SuggestionWord,
    ) -> Question:
        base = await self._find(connection, guild_id, origin.question_id)
        new_id = origin.question_id
        if not origin.version:
            new_id = await questions.next_id(connection, guild_id)
        question, problems = question_drafting.read(draft, new_id, base)
        if question is None:
            raise Refusal("\n".join(problems))
        if draft.new_topic.strip():
            topic = await self.topics.make(connection, guild_id, draft.new_topic, actor_id, now)
            question = replace(question, topic=topic)
        if origin.version:
            if not await questions.change(connection, guild_id, question, origin.version):
                raise Refusal(_CHANGED.format(question.id))
            await audit.add(connection, guild_id, actor_id, "question edit", question.id, now)
            return question
        if base is not None:
            if not await question_retired.add(connection, guild_id, base.id, actor_id, now):
                raise Refusal(_RETIRED.format(base.id))
            await audit.add(connection, guild_id, actor_id, "question retire", base.id, now)
        replaces = base.id if base else None
        await questions.add(connection, guild_id, question, actor_id, now, replaces)
        await audit.add(connection, guild_id, actor_id, "question add", question.id, now)
        if origin.suggestion_id:
            await suggest_deciding.take_up(
                connection, guild_id, origin.suggestion_id, question, actor_id, now, word
            )
        return question

    async def approve(
        self,
        suggestion: Suggestion,
        actor_id: int,
        now: datetime,
        word: suggest_deciding.SuggestionWord,
    ) -> Question:
        """Save what a member suggested, as it is; the member is told by the ``word``.

        Raises:
            Refusal: something in it is to be mended, or it is decided already.
        """
        _, problems = self.check(suggestion.draft)
        if problems:
            listed = "\n".join(f"• {problem}" for problem in problems)
            raise Refusal(f"This cannot be saved as it is; press Edit and approve.\n{listed}")
        origin = Origin(suggestion_id=suggestion.id)
        return await self._database.write(
            lambda c: self._store(
                c, suggestion.guild_id, suggestion.draft, origin, actor_id, now, word
            )
        )

    async def discard(self, guild_id: int, draft_id: int) -> None:
        """Drop a draft.

        Raises:
            NotFound: it is saved or discarded already.
        """
        if (
            await self._database.write(lambda c: question_drafts.take(c, guild_id, draft_id))
            is None
        ):
            raise NotFound(_GONE)

    async def get(self, guild_id: int, question_id: str) -> Question:
        """Return a question of the bank or of the server.

        Raises:
            NotFound: there is no such question.
        """
        wanted = question_id.strip()
        found = await self.known(guild_id, wanted)
        if found is None:
            raise NotFound(
                f'There is no question "{wanted[:60]}". '
                "Choose one from the list that opens while you type."
            )
        return found

    async def known(self, guild_id: int, question_id: str) -> Question | None:
        """Return a question; None for one that is not, or not any more, in the bank."""
        return await self._find(self._database.reader, guild_id, question_id)

    async def _find(
        self, connection: Connection, guild_id: int, question_id: str
    ) -> Question | None:
        shipped = self._library.questions.get(question_id)
        return shipped or await questions.find(connection, guild_id, question_id)

    async def search(self, guild_id: int, text: str, limit: int = 25) -> list[Question]:
        """Return the questions that best match the words of ``text``; the server's own first."""
        own = await questions.of_guild(self._database.reader, guild_id)
        return find(text, [*reversed(own), *self._library.questions.values()], limit)
