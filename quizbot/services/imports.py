"""Documents into a server's bank: understood off the loop, kept, confirmed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizbot.domain.imports import Fate, Found, Import
from quizbot.domain.question import Question
from quizbot.errors import NotFound, Refusal
from quizbot.services import import_confirming, import_editing
from quizbot.services.import_reading import ImportReading
from quizbot.storage import audit, imports
from quizbot.storage.connection import Connection

STORED_AT_ONCE = 25
"""Questions saved in one transaction, so that nobody else's write waits long."""
_NONE_OPEN = (
    "No import waits here. Give /question import a document: Markdown or text with questions, CSV, "
    "GIFT, Anki's text export, a trivia list, or our own YAML."
)


class Imports(ImportReading):
    """Understands documents, and saves only the questions that a moderator confirmed."""

    async def choose_topic(self, guild_id: int, import_id: int, topic: str) -> Import:
        """Choose the topic of the questions whose document names none.

        Raises:
            NotFound: there is no such import here, or no such topic.
            Refusal: the import is closed already.
        """
        chosen = await self.topics.find(guild_id, topic)
        await self.get(guild_id, import_id)

        async def write(connection: Connection) -> None:
            if not await imports.choose_topic(connection, import_id, chosen):
                raise Refusal(import_confirming.CLOSED)

        await self._database.write(write)
        return await self.get(guild_id, import_id)

    async def newest(self, guild_id: int) -> Import:
        """Return the newest import that is not decided to its end.

        Raises:
            NotFound: there is none.
        """
        found = await imports.newest_open(self._database.reader, guild_id)
        if found is None:
            raise NotFound(_NONE_OPEN)
        return await self.get(guild_id, found)

    async def question(self, guild_id: int, import_id: int, place: int) -> tuple[Import, Found]:
        """Return a question of an import; a place beyond the last one is the first again.

        Raises:
            NotFound: there is no such import here.
        """
        whole = await self.get(guild_id, import_id)
        wanted = (place - 1) % max(whole.size, 1) + 1
        found = await imports.question(self._database.reader, import_id, wanted)
        if found is None:
            raise NotFound(import_confirming.GONE)
        return whole, found

    async def waiting(self, guild_id: int, import_id: int, place: int) -> Found | None:
        """Return the next question that waits, from ``place`` on; None when none does."""
        found = await imports.next_waiting(self._database.reader, import_id, place)
        if found is None:
            return None
        return (await self.question(guild_id, import_id, found))[1]

    async def save(
        self,
        guild_id: int,
        import_id: int,
        place: int,
        actor_id: int,
        now: datetime,
        *,
        with_points: bool,
    ) -> Question:
        """Save a question, with its proposed key points if they are confirmed.

        Raises:
            NotFound: there is no such import here.
            Refusal: something in it is to be mended, or it is decided already.
        """
        _, found = await self.question(guild_id, import_id, place)

        async def write(connection: Connection) -> Question:
            return await import_confirming.save(
                connection, guild_id, import_id, found, actor_id, now, with_points=with_points
            )

        return await self._database.write(write)

    async def save_clear(self, guild_id: int, import_id: int, actor_id: int, now: datetime) -> int:
        """Save all questions that wait and have nothing doubtful; returns how many.

        Raises:
            NotFound: there is no such import here.
        """
        await self.get(guild_id, import_id)

        async def write(connection: Connection) -> int:
            saved = await imports.clear_waiting(connection, import_id, STORED_AT_ONCE)
            for found in saved:
                await import_confirming.save(
                    connection, guild_id, import_id, found, actor_id, now, with_points=False
                )
            return len(saved)

        total = 0
        while count := await self._database.write(write):
            total += count
        return total

    async def leave(
        self, guild_id: int, import_id: int, place: int, actor_id: int, now: datetime
    ) -> None:
        """Leave a question out.

        Raises:
            NotFound: there is no such import here.
            Refusal: it is decided already.
        """
        _, found = await self.question(guild_id, import_id, place)

        async def write(connection: Connection) -> None:
            if not await imports.decide(connection, import_id, found.place, Fate.LEFT, actor_id):
                raise import_confirming.decided(
                    await imports.question(connection, import_id, found.place)
                )
            target = f"import {import_id}, question {found.place}"
            await audit.add(connection, guild_id, actor_id, "import leave", target, now)

        await self._database.write(write)

    async def close(self, guild_id: int, import_id: int, actor_id: int, now: datetime) -> int:
        """Leave out all that waits; returns how many.

        Raises:
            NotFound: there is no such import here.
            Refusal: it is closed already.
        """
        await self.get(guild_id, import_id)

        async def write(connection: Connection) -> int:
            left = await imports.close(connection, import_id, actor_id)
            if left is None:
                raise Refusal(import_confirming.CLOSED)
            target = f"import {import_id}, {left} left out"
            await audit.add(connection, guild_id, actor_id, "import close", target, now)
            return left

        return await self._database.write(write)

    async def change(
        self, guild_id: int, import_id: int, place: int, given: Mapping[str, Any]
    ) -> None:
        """Keep what a form has handed in in place of what was found; it still waits.

        Raises:
            NotFound: there is no such import here.
            Refusal: it is decided already.
        """
        await self.get(guild_id, import_id)

        async def write(connection: Connection) -> None:
            found = await imports.question(connection, import_id, place)
            if found is None or found.state is not Fate.WAITING:
                raise import_confirming.decided(found)
            await imports.change(connection, import_id, import_editing.changed(found, given))

        await self._database.write(write)

    def check(
        self, found: Found, *, with_points: bool = False
    ) -> tuple[Question | None, list[str]]:
        """Return a question as it would be saved, or None and what is to be mended."""
        return import_confirming.read(found, "own-0", with_points=with_points)
