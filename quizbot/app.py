"""The composition root: opens everything, wires it, closes it again."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from quizbot import __version__
from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.clock import utc_now
from quizbot.errors import StorageError
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.audit import Audit
from quizbot.services.catalogue import Catalogue
from quizbot.services.challenge import OpenChallenges
from quizbot.services.claiming import Claiming
from quizbot.services.daily import Daily
from quizbot.services.deciding import Deciding
from quizbot.services.doctor import Doctor
from quizbot.services.exports import Exports
from quizbot.services.grading import Grading
from quizbot.services.imports import Imports
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.notices import Notices
from quizbot.services.points import Points
from quizbot.services.posting import Posting
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.quiz import Quiz
from quizbot.services.registration import Registration
from quizbot.services.removals import Removals
from quizbot.services.revealing import Revealing
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.services.settings import ServerSettings
from quizbot.services.suggest import Suggestions
from quizbot.services.teaching import Teaching
from quizbot.services.trouble import Trouble
from quizbot.services.voiding import Voiding
from quizbot.services.welcome import Welcome
from quizbot.storage.database import Database, open_database
from quizbot.ui.client import QuizBot
from quizbot.ui.install import install
from quizbot.ui.publisher import ChannelPublisher
from quizbot.ui.reply import Now
from quizbot.ui.review import DiscordReview


@dataclass(frozen=True, slots=True)
class App:
    """What is open: the client to connect, the round to tick, and what it all stands on."""

    client: QuizBot
    daily: Daily
    registration: Registration
    removals: Removals
    schedules: Schedules
    library: Library
    database: Database

    async def begin(self, now: datetime) -> None:
        """Begin what is due at ``now``."""
        await self.daily.begin(now)
        await self.removals.forget(now)


@asynccontextmanager
async def open_app(
    questions: Path, database_file: Path, *, rng: random.Random, now: Now = utc_now, **options: Any
) -> AsyncIterator[App]:
    """Open bank and database and wire the bot; ``options`` go to the Discord client.

    Raises:
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
    async with open_database(database_file) as database:
        yield wire(bank, database, rng, now, **options)


def wire(bank: Library, database: Database, rng: random.Random, now: Now, **options: Any) -> App:
    """Connect the parts."""
    grading = Grading(database, Grader(bank.questions.values()))
    schedules = Schedules(database, bank)
    removals = Removals(database)
    registration = Registration(database)
    client = QuizBot(registration, Welcome(database), removals, now, **options)
    publisher = ChannelPublisher(client, bank)
    trouble = Trouble(database, publisher)
    review = DiscordReview(client, bank)
    questions = Questions(database, bank)
    queue = Queue(database, questions)
    revealing = Revealing(database, grading, publisher, trouble)
    daily = Daily(
        database,
        Claiming(bank, rng),
        Posting(database, publisher, trouble),
        revealing,
        Notices(database, schedules, publisher),
    )
    install(
        client,
        library=bank,
        answers=Answers(database),
        audit=Audit(database),
        catalogue=Catalogue(database, questions),
        challenges=OpenChallenges(database, publisher, daily.steps),
        daily=daily,
        doctor=Doctor(database, schedules, queue, grading, __version__),
        deciding=Deciding(database, publisher),
        exports=Exports(database, bank),
        imports=Imports(database, bank),
        leaderboard=Leaderboard(database),
        points=Points(database, publisher),
        questions=questions,
        queue=queue,
        quiz=Quiz(database, bank, grading, rng),
        schedules=schedules,
        settings=ServerSettings(database),
        suggestions=Suggestions(database, questions, publisher, review),
        second_looks=SecondLooks(database, review),
        teaching=Teaching(database),
        voiding=Voiding(database, revealing),
        now=now,
    )
    return App(client, daily, registration, removals, schedules, bank, database)
