"""The topics of a server: those of the bank, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from quizbot.bank.library import Library, named_topic
from quizbot.domain.question_topic import MAX_TITLE, MOST_TOPICS, name_for, tidy
from quizbot.errors import Refusal
from quizbot.storage import audit, question_topics
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database


class Topics:
    """Knows the topics that a server's questions can have; ``guild_id`` None has the bank's."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def own(self, guild_id: int) -> Mapping[str, str]:
        """Return the titles of a server's own topics."""
        return await question_topics.titles(self._database.reader, guild_id)

    async def titles(self, guild_id: int | None) -> Mapping[str, str]:
        """Return the titles of all topics, the bank's first."""
        own = await self.own(guild_id) if guild_id else {}
        return {**self._library.titles, **own}

    async def title(self, guild_id: int | None, topic: str) -> str:
        """Return the title of a topic."""
        return (await self.titles(guild_id)).get(topic) or self._library.title(topic)

    async def find(self, guild_id: int | None, name: str) -> str:
        """Return the topic meant by a name or title.

        Raises:
            NotFound: no topic has this name; the sentence offers the nearest one.
        """
        return named_topic(name, await self.titles(guild_id))

    async def make(
        self, connection: Connection, guild_id: int, title: str, actor_id: int, now: datetime
    ) -> str:
        """Return the topic with a title, within a write; one that is not there yet is made.

        Raises:
            Refusal: the title is too long, or the server has as many topics as it may.
        """
        wanted = tidy(title)
        own = await question_topics.titles(connection, guild_id)
        known = {**self._library.titles, **own}
        for topic, found in known.items():
            if wanted.casefold() in (topic, found.casefold()):
                return topic
        if not 0 < len(wanted) <= MAX_TITLE:
            raise Refusal(f"The name of a topic has at most {MAX_TITLE} characters. Shorten it.")
        if len(own) >= MOST_TOPICS:
            raise Refusal(
                f"This server has {MOST_TOPICS} topics of its own already. Press Topic and choose "
                "one of them."
            )
        topic = name_for(wanted, known)
        await question_topics.add(connection, guild_id, topic, wanted, actor_id, now)
        await audit.add(connection, guild_id, actor_id, "question topic", topic, now, wanted)
        return topic
