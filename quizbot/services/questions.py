"""A server's own questions: typed into a form, previewed, saved, asked next."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from quizbot.bank import schema
from quizbot.bank.library import Library
from quizbot.domain.draft import Draft
from quizbot.domain.question import Question
from quizbot.errors import NotFound, Refusal
from quizbot.storage import audit, drafts, questions
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_GONE = "This draft is saved or discarded already. /question add starts a new one."


_FIELDS = [
    (r"^key_points (\d+) accept (\d+):", r"Key points, line \1, other way \2:"),
    (r"^key_points (\d+)(?: point)?:", r"Key points, line \1:"),
    (r"^key_points:", "Key points:"),
    (r"^prompt:", "Question:"),
    (r"^answer:", "Model answer:"),
    (r"^level:", "Level:"),
    (r"^the file: two key points", "Key points: two"),
]


class Questions:
    """Adds to a server's bank; every question passes the same validator as the shipped files."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def keep_draft(
        self, guild_id: int, draft_id: int, draft: Draft, author_id: int, now: datetime
    ) -> int:
        """Store what was typed (``draft_id`` 0: a new draft) and return the draft's id.

        Raises:
            NotFound: the draft to change is gone.
        """

        async def write(connection: Connection) -> int:
            if not draft_id:
                return await drafts.add(connection, guild_id, author_id, draft, now)
            if not await drafts.change(connection, guild_id, draft_id, draft):
                raise NotFound(_GONE)
            return draft_id

        return await self._database.write(write)

    async def draft(self, guild_id: int, draft_id: int) -> Draft:
        """Return a draft as it was typed.

        Raises:
            NotFound: it is saved or discarded already.
        """
        draft = await drafts.find(self._database.reader, guild_id, draft_id)
        if draft is None:
            raise NotFound(_GONE)
        return draft

    def check(self, draft: Draft) -> tuple[Question | None, list[str]]:
        """Return the draft as a question, or None and every sentence about what to mend."""
        return _read(draft, "own-0")

    async def save(
        self, guild_id: int, draft_id: int, actor_id: int, now: datetime, *, ask_next: bool
    ) -> Question:
        """Save a draft as a question of the server, and queue it if it is to be asked next.

        Raises:
            NotFound: it is saved or discarded already.
            Refusal: something in it is to be mended.
        """

        async def write(connection: Connection) -> Question:
            draft = await drafts.take(connection, guild_id, draft_id)
            if draft is None:
                raise NotFound(_GONE)
            question, problems = _read(draft, await questions.next_id(connection, guild_id))
            if question is None:
                raise Refusal("\n".join(problems))
            await questions.add(connection, guild_id, question, actor_id, now)
            await audit.add(connection, guild_id, actor_id, "question add", question.id, now)
            if ask_next:
                await questions.enqueue(connection, guild_id, question.id, actor_id, now)
            return question

        return await self._database.write(write)

    async def discard(self, guild_id: int, draft_id: int) -> None:
        """Drop a draft.

        Raises:
            NotFound: it is saved or discarded already.
        """
        if await self._database.write(lambda c: drafts.take(c, guild_id, draft_id)) is None:
            raise NotFound(_GONE)

    async def ask_next(
        self, guild_id: int, question_id: str, actor_id: int, now: datetime
    ) -> Question:
        """Put a question into the queue.

        Raises:
            NotFound: there is no such question.
        """
        question = await self.get(guild_id, question_id)

        async def write(connection: Connection) -> None:
            await questions.enqueue(connection, guild_id, question.id, actor_id, now)
            await audit.add(connection, guild_id, actor_id, "queue add", question.id, now)

        await self._database.write(write)
        return question

    async def get(self, guild_id: int, question_id: str) -> Question:
        """Return a question of the bank or of the server.

        Raises:
            NotFound: there is no such question.
        """
        wanted = question_id.strip()
        found = self._library.questions.get(wanted) or await questions.find(
            self._database.reader, guild_id, wanted
        )
        if found is None:
            raise NotFound(
                f'There is no question "{wanted[:60]}". '
                "Choose one from the list that opens while you type."
            )
        return found

    async def search(self, guild_id: int, text: str, limit: int = 25) -> list[Question]:
        """Return questions whose id, topic or prompt holds all words of ``text``.

        The server's own come first.
        """
        wanted = text.casefold().split()
        own = await questions.of_guild(self._database.reader, guild_id)
        bank = [*reversed(own), *self._library.questions.values()]
        found = (
            q
            for q in bank
            if all(word in f"{q.id} {q.topic} {q.prompt}".casefold() for word in wanted)
        )
        return [question for question, _ in zip(found, range(limit), strict=False)]


def _read(draft: Draft, question_id: str) -> tuple[Question | None, list[str]]:
    entry, problems = schema.validate_question(
        {
            "id": question_id,
            "level": draft.level,
            "prompt": draft.prompt,
            "answer": draft.answer,
            "key_points": _key_points(draft.key_points),
        }
    )
    question = entry.to_question(draft.topic, wrapped=False) if entry else None
    return question, [_in_words_of_the_form(problem) for problem in problems]


def _in_words_of_the_form(problem: str) -> str:
    """Name the fields as the form does; ``key_points 2 accept 1`` is line 2, other way 1."""
    for pattern, words in _FIELDS:
        problem = re.sub(pattern, words, problem)
    return problem


def _key_points(text: str) -> list[dict[str, Any]]:
    """Read key points, one a line; other ways to say a point follow after ``|``."""
    lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip() for line in text.splitlines())
    parts = ([part.strip() for part in line.split("|") if part.strip()] for line in lines if line)
    return [{"point": words[0], "accept": words[1:]} for words in parts if words]
