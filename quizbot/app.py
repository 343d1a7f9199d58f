"""The composition root: opens everything, wires it, closes it again."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.clock import utc_now
from quizbot.errors import StorageError
from quizbot.pictures.studio import open_studio
from quizbot.services.question_topics import Topics
from quizbot.services.registration import Registration
from quizbot.services.removals import Removals
from quizbot.services.shared_services import Now, Shared
from quizbot.services.stats_pictures import Pictures
from quizbot.services.welcome import Welcome
from quizbot.storage.database import Database, open_database
from quizbot.storage.sole_process import sole_process
from quizbot.ui.client import QuizBot
from quizbot.ui.commands import (
    answer,
    audit,
    challenge,
    doctor,
    grade,
    help,
    leaderboard,
    points,
    question,
    queue,
    quiz,
    reveal,
    review,
    schedule,
    settings,
    setup,
    stats,
    suggest,
)
from quizbot.ui.guild_membership import DiscordMembership
from quizbot.ui.messenger import DiscordMessenger
from quizbot.ui.moderator_news import ModeratorNews
from quizbot.ui.moderator_rights import Rights
from quizbot.ui.publisher import ChannelPublisher
from quizbot.ui.review_channel import DiscordReview

FEATURES = (
    *(answer, quiz, review, suggest, leaderboard, stats, help),
    *(setup, schedule, challenge, reveal, grade, question, queue, points, doctor, audit, settings),
)
"""Every feature, those for everybody first, as /help lists them."""


@dataclass(frozen=True, slots=True)
class App:
    """What is open: the client to connect, the round to tick, and what it all stands on."""

    client: QuizBot
    shared: Shared
    registration: Registration
    removals: Removals

    async def begin(self, now: datetime) -> None:
        """Begin what is due at ``now``."""
        await self.shared.daily.begin(now)
        await self.removals.forget(now)

    async def finish(self) -> None:
        """Let what was begun end."""
        await self.shared.daily.finish()


@asynccontextmanager
async def open_app(
    questions: Path,
    database_file: Path,
    *,
    rng: random.Random,
    now: Now = utc_now,
    token: str | None = None,
    **options: Any,
) -> AsyncIterator[App]:
    """Open bank and database and wire the bot; ``options`` go to the Discord client.

    With a ``token`` to connect by, no other process may have the token or the database.

    Raises:
        AlreadyRunning: another process has one of them.
        BankError: the bank has problems.
        StorageError: the database cannot be used.
    """
    bank = library.load(questions)
    try:
        database_file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {database_file.parent} cannot be made ({error.strerror}). "
            "Set QUIZBOT_DATA to a folder that the bot may write to."
        ) from error
    alone = sole_process(database_file, token) if token else nullcontext()
    with alone:
        async with open_database(database_file) as database, open_studio() as pictures:
            yield wire(bank, database, rng, now, pictures=pictures, **options)


def wire(
    bank: Library,
    database: Database,
    rng: random.Random,
    now: Now,
    *,
    pictures: Pictures | None = None,
    **options: Any,
) -> App:
    """Connect the parts; without ``pictures`` statistics are words alone."""
    removals, registration = Removals(database), Registration(database)
    client = QuizBot(registration, Welcome(database), removals, now, **options)
    topics = Topics(database, bank)
    publisher, review = ChannelPublisher(client, topics), DiscordReview(client, topics)
    shared = Shared(
        bank,
        database,
        publisher,
        review,
        DiscordMessenger(client),
        DiscordMembership(client),
        rng,
        now,
        pictures,
    )
    news = ModeratorNews(shared.notices, now)
    client.install([one.feature(shared) for one in FEATURES], Rights(shared.settings), news)
    return App(client, shared, registration, removals)
