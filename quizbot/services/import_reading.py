"""A document is read and kept with what was found in it, at first or as another type."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Iterable
from datetime import datetime

from quizbot.bank import schema
from quizbot.bank.library import Library
from quizbot.domain.imports import Found, Import
from quizbot.errors import NotFound, Refusal
from quizbot.importing import decoding, drafting, keypoints
from quizbot.importing.document import Progress
from quizbot.importing.item import Concern, Item, Understood
from quizbot.services import import_confirming, import_process
from quizbot.services.question_topics import Topics
from quizbot.storage import audit, imports, questions
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_AT_ONCE = 50
"""Questions that are prepared in one go, so that nobody waits for them."""
_QUIET = {Concern.NO_LEVEL, Concern.CLEANED, Concern.THIN}


class ImportReading:
    """Reads documents into imports; nothing is saved to the bank by it."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library
        self.topics = Topics(database, library)

    @staticmethod
    def require_size(size: int) -> None:
        """Check the number of bytes of a document before it is fetched.

        Raises:
            Refusal: it is too large.
        """
        decoding.require_size(size)

    async def start(
        self,
        guild_id: int,
        author_id: int,
        data: bytes,
        topic: str | None,
        now: datetime,
        progress: Progress,
    ) -> Import:
        """Understand a document and keep what was found; nothing is saved to the bank yet.

        ``topic`` is for questions whose document names none that is known; without it one is
        chosen later. ``progress`` is called in another thread.

        Raises:
            Refusal: the document cannot be read, or holds no question.
        """
        understood, found = await self._read(guild_id, data, "", progress)

        async def write(connection: Connection) -> int:
            read = (understood.kind, understood.remarks, topic or "", data)
            new = await imports.add(connection, guild_id, author_id, *read, now)
            await imports.add_found(connection, new, found)
            target = f"import {new}, {len(found)} questions"
            await audit.add(connection, guild_id, author_id, "import start", target, now)
            return new

        return await self.get(guild_id, await self._database.write(write))

    async def _read(
        self, guild_id: int, data: bytes, document_type: str, progress: Progress
    ) -> tuple[Understood, list[Found]]:
        own = await questions.of_guild(self._database.reader, guild_id)
        bank = [*self._library.questions.values(), *own]
        understood = await import_process.read(data, document_type, bank, progress)
        titles = await self.topics.titles(guild_id)
        found: list[Found] = []
        for first in range(0, len(understood.items), _AT_ONCE):
            part = understood.items[first : first + _AT_ONCE]
            found += await asyncio.to_thread(_found, part, first + 1, titles)
        return understood, found

    async def read_as(
        self, guild_id: int, import_id: int, document_type: str, progress: Progress
    ) -> Import:
        """Read the document of an import anew, as another type; nothing of it may be decided.

        Raises:
            NotFound: there is no such import here.
            Refusal: something of it is decided or changed, or no question is found in this way.
        """
        await self.get(guild_id, import_id)
        data = await imports.document(self._database.reader, import_id)
        if data is None:
            raise Refusal(import_confirming.READ_ALREADY)
        understood, found = await self._read(guild_id, data, document_type, progress)

        async def write(connection: Connection) -> None:
            if not await imports.read_anew(
                connection, import_id, understood.kind, understood.remarks, document_type
            ):
                raise Refusal(import_confirming.READ_ALREADY)
            await imports.add_found(connection, import_id, found)

        await self._database.write(write)
        return await self.get(guild_id, import_id)

    async def get(self, guild_id: int, import_id: int) -> Import:
        """Return an import.

        Raises:
            NotFound: there is none with this id here.
        """
        found = await imports.find(self._database.reader, guild_id, import_id)
        if found is None:
            raise NotFound(import_confirming.GONE)
        return found


def _found(items: Iterable[Item], first: int, titles: Container[str]) -> list[Found]:
    return [_one(place, item, titles) for place, item in enumerate(items, first)]


def _one(place: int, item: Item, titles: Container[str]) -> Found:
    fields = drafting.entry(item, f"import-{place}")
    problems = schema.validate_question(fields)[1]
    doubtful = any(remark.concern not in _QUIET for remark in item.remarks)
    return Found(
        place=place,
        line=item.line,
        topic=item.topic if item.topic in titles else "",
        fields=fields,
        points=() if fields["graded"] else keypoints.propose(item.answer),
        remarks=tuple(remark.sentence for remark in item.remarks),
        clear=not doubtful and not problems,
    )
