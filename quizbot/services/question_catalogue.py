"""A server's bank as its moderators see it: found by words, with how each question stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizbot.domain.question import Question
from quizbot.domain.question_search import find
from quizbot.errors import Refusal
from quizbot.services.questions import Questions
from quizbot.storage import audit, challenges, question_retired, questions, queue
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Known:
    """A question and how it stands in a server.

    ``times`` counts its askings, ``last`` is the latest one; ``place`` is its place in the queue,
    from 1, or 0.
    """

    question: Question
    times: int = 0
    last: datetime | None = None
    place: int = 0
    retired: bool = False
    own: bool = False


class QuestionCatalogue:
    """Finds questions, takes them out of a server's asking and brings them back."""

    def __init__(self, database: Database, bank: Questions) -> None:
        self._database = database
        self._bank = bank

    async def find(self, guild_id: int, text: str, limit: int = 10) -> list[Known]:
        """Return the questions that best match the words of ``text``, with how they stand."""
        return await self._known(guild_id, await self._bank.search(guild_id, text, limit))

    async def get(self, guild_id: int, question_id: str) -> Known:
        """Return a question and how it stands.

        Raises:
            NotFound: there is no such question.
        """
        found = await self._bank.get(guild_id, question_id)
        return (await self._known(guild_id, [found]))[0]

    async def search_retired(self, guild_id: int, text: str) -> list[Question]:
        """Return the retired questions that match the words of ``text``, for a completion."""
        ids = sorted(await question_retired.ids(self._database.reader, guild_id))
        known = [found for id_ in ids if (found := await self._bank.known(guild_id, id_))]
        return find(text, known, 25)

    async def _known(self, guild_id: int, found: list[Question]) -> list[Known]:
        reader = self._database.reader
        own = {question.id for question in await questions.of_guild(reader, guild_id)}
        asked = await challenges.times_asked(reader, guild_id)
        retired = await question_retired.ids(reader, guild_id)
        places = {id_: i for i, id_ in enumerate(await queue.ids(reader, guild_id), 1)}
        return [
            Known(
                question,
                times=asked[question.id][0] if question.id in asked else 0,
                last=asked[question.id][1] if question.id in asked else None,
                place=places.get(question.id, 0),
                retired=question.id in retired,
                own=question.id in own,
            )
            for question in found
        ]

    async def retire(self, guild_id: int, question_id: str, actor_id: int, now: datetime) -> Known:
        """Take a question out of this server's asking and practice; what was posted stays.

        Raises:
            NotFound: there is no such question.
            Refusal: it is retired already.
        """
        question = await self._bank.get(guild_id, question_id)

        async def write(connection: Connection) -> None:
            if not await question_retired.add(connection, guild_id, question.id, actor_id, now):
                raise Refusal(
                    f"{question.id} is retired already. "
                    f"/question restore question:{question.id} brings it back."
                )
            await audit.add(connection, guild_id, actor_id, "question retire", question.id, now)

        await self._database.write(write)
        return await self.get(guild_id, question.id)

    async def restore(self, guild_id: int, question_id: str, actor_id: int, now: datetime) -> Known:
        """Let a server ask a retired question again.

        Raises:
            NotFound: there is no such question.
            Refusal: it is not retired.
        """
        question = await self._bank.get(guild_id, question_id)

        async def write(connection: Connection) -> None:
            if not await question_retired.remove(connection, guild_id, question.id):
                raise Refusal(
                    f"{question.id} is not retired, so it takes its turn as before. "
                    f"/question retire question:{question.id} takes it out."
                )
            await audit.add(connection, guild_id, actor_id, "question restore", question.id, now)

        await self._database.write(write)
        return await self.get(guild_id, question.id)
