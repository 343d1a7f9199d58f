"""The database with which every episode begins: servers, their schedules, and what is to be read.

All of it is made through the bot's own services, but for the documents, which hold what the
importer would have found.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from quizbot.app import open_app
from quizbot.domain.imports import Found
from quizbot.domain.schedule import Plan
from quizbot.storage import imports
from quizbot.storage.connection import Connection
from tests.loopback import study_group
from tests.loopback.interaction import MODERATOR_ID

GUILDS = [study_group.GUILD_ID + number * 10_000 for number in range(3)]
REVIEWED = {guild_id: guild_id + 2 for guild_id in GUILDS[:2]}
"""The servers that have a review channel, and its id."""
WITH_THREADS = GUILDS[1]
START = datetime(2027, 3, 27, 20, 30, tzinfo=UTC)
"""The first question comes half an hour later."""
REVEAL_AFTER = timedelta(hours=3)
_DOCUMENTS = [*([3] * 30), 60]
"""Questions of each document; those of the last one are doubtful."""


async def furnish(questions: Path, file: Path) -> None:
    """Give each server a schedule for every hour of the day, and documents, as before `START`."""
    async with open_app(questions, file, rng=random.Random(1)) as app:
        for guild_id in GUILDS:
            channel = study_group.channel_of(guild_id)
            change = {"review_channel_id": REVIEWED.get(guild_id)}
            await app.shared.settings.change(guild_id, change, MODERATOR_ID, START)
            for hour in range(24):
                plan = Plan(
                    *(channel, time(hour), "UTC"),
                    reveal_after=REVEAL_AFTER,
                    thread=guild_id == WITH_THREADS,
                )
                await app.shared.schedules.add(guild_id, plan, MODERATOR_ID, START)

            async def hand_in(connection: Connection, guild_id: int = guild_id) -> None:
                for number, size in enumerate(_DOCUMENTS):
                    new = await imports.add(
                        connection, guild_id, MODERATOR_ID, "a document", [], "", b"", START
                    )
                    clear = number + 1 < len(_DOCUMENTS)
                    await imports.add_found(connection, new, list(_found(number, size, clear)))

            await app.shared.database.write(hand_in)


def _found(number: int, size: int, clear: bool) -> Iterator[Found]:
    for place in range(1, size + 1):
        fields = {
            "id": f"import-{place}",
            "level": "beginner",
            "prompt": f"What does document {number} say at place {place}?",
            "answer": "That a little noise is added at each step.",
            "key_points": [
                {"point": "a little noise is added at each step"},
                {"point": "nothing is learned in it"},
            ],
            "graded": True,
        }
        yield Found(place, place, "diffusion", fields, clear=clear)
