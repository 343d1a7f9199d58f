"""A server's questions as files: YAML for the bank's folder, a table, cards for Anki."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from quizbot.bank.exporting import cards, sheet, topicfile
from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.errors import Refusal
from quizbot.services.question_topics import Topics
from quizbot.storage import questions
from quizbot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Exported:
    """Files by name, how many questions they hold, and how many of them are not graded yet."""

    files: tuple[tuple[str, bytes], ...]
    size: int
    ungraded: int


class QuestionExport:
    """Writes the questions of a server, with or without the shipped ones."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library
        self._topics = Topics(database, library)

    async def write(self, guild_id: int, kind: str, *, shipped: bool) -> Exported:
        """Return the files of a kind: ``yaml``, ``csv`` or ``anki``.

        Raises:
            Refusal: the server has no questions of its own.
        """
        own = await questions.of_guild(self._database.reader, guild_id)
        asked = [*self._library.questions.values(), *own] if shipped else own
        if not asked:
            raise Refusal(
                "This server has no questions of its own yet. /question add or /question import "
                "makes some; what:Everything exports the shipped bank too."
            )
        titles = await self._topics.titles(guild_id)
        files = await asyncio.to_thread(self._files, kind, asked, titles)
        ungraded = sum(not (q.key_points or q.short_answers) for q in asked)
        return Exported(tuple(files), len(asked), ungraded)

    def _files(
        self, kind: str, asked: list[Question], titles: Mapping[str, str]
    ) -> list[tuple[str, bytes]]:
        if kind == "csv":
            return [("questions.csv", sheet.write(asked).encode())]
        if kind == "anki":
            return [("questions-anki.txt", cards.write(asked).encode())]
        topics: dict[str, list[Question]] = {}
        for question in asked:
            topics.setdefault(question.topic, []).append(question)
        return [
            (f"{topic}.yaml", topicfile.write(topic, title, found).encode())
            for topic, found in topics.items()
            for title in [titles.get(topic) or self._library.title(topic)]
        ]
