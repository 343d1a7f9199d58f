"""The matrix of acts and routes: what is said when Discord fails, and what the database says."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.domain.challenge import Submission
from quizbot.domain.guild import Guild
from quizbot.domain.question_draft import Draft
from quizbot.domain.schedule import Plan
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.imports import Imports
from quizbot.services.points import Points
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.services.settings import ServerSettings
from quizbot.services.suggest import Suggestions
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges, review_cards
from quizbot.storage.database import Database, open_database
from tests.loopback.deeds import DEEDS, Deed, Place
from tests.loopback.interaction import MODERATOR_ID
from tests.loopback.standin import StandIn
from tests.loopback.study_group import GUILD_ID, channel_of
from tests.loopback.trouble import GUILDS_APART, Route
from tests.services.channel import Channel
from tests.services.conftest import a_round

TWICE, ALWAYS = 2, 1000
DRAFT = Draft("diffusion", "beginner", "Who plays?", "Two do.", "two networks\nthey play")
DOCUMENT = b"""\
# Notes

## Basics

### What is a ring buffer good for?

It keeps the newest entries of a stream. The oldest entry is overwritten by the next one.

### How does a bloom filter answer whether it holds something?

It says "surely not" or "perhaps". False positives are possible, false negatives never are.
"""
UNDONE = re.compile("was not done|nothing was|was not posted|nothing to")


_ROUTES = {
    "answer": [Route.REPLY],
    "second look": [Route.REPLY, Route.SEND],
    "suggestion": [Route.REPLY, Route.SEND],
    "adding to a suggestion": [Route.REPLY],
    "mending a draft": [Route.REPLY],
    "review": [Route.REPLY],
    "points": [Route.REPLY, Route.PRIVATE],
    "decision": [Route.REPLY, Route.PRIVATE],
    "declining": [Route.REPLY, Route.EDIT, Route.PRIVATE],
    "saving a question": [Route.REPLY],
    "saving an import": [Route.REPLY, Route.FOLLOW_UP],
    "answer by command": [Route.REPLY],
    "override": [Route.REPLY],
    "taking points": [Route.REPLY, Route.PRIVATE],
    "approving": [Route.REPLY, Route.EDIT, Route.PRIVATE],
    "saving one of an import": [Route.REPLY],
    "leaving one out": [Route.REPLY],
    "unvoiding": [Route.REPLY, Route.EDIT],
    "reposting": [Route.REPLY, Route.FOLLOW_UP, Route.SEND],
    "moving a schedule": [Route.REPLY],
    "pausing": [Route.REPLY],
    "removing a schedule": [Route.REPLY],
    "queueing": [Route.REPLY],
    "retiring": [Route.REPLY],
    "voiding": [Route.REPLY, Route.EDIT],
    "posting": [Route.REPLY, Route.FOLLOW_UP, Route.SEND],
    "reveal": [Route.REPLY, Route.FOLLOW_UP, Route.EDIT, Route.SEND],
    "cancelling": [Route.REPLY, Route.FOLLOW_UP, Route.EDIT],
}
CELLS = [(name, route, TWICE) for name, routes in _ROUTES.items() for route in routes] + [
    (name, Route.REPLY, ALWAYS) for name in ("answer", "points", "posting", "cancelling")
]
"""Act, the route that fails, and how many requests of it do; each with every kind of trouble."""


def guilds() -> list[int]:
    """Return the ids of the servers, one a cell."""
    return [GUILD_ID + number * GUILDS_APART for number in range(len(CELLS))]


async def furnish(questions: Path, file: Path) -> list[Place]:
    """Give each server a revealed question that its member answered, an open one, and the rest."""
    bank = library.load(questions)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    due = now - timedelta(hours=13)
    async with open_database(file) as database:
        grading = Verdicts(database, Grader(bank.questions.values()))
        daily = a_round(database, bank, grading, Channel())
        schedules, settings = Schedules(database, bank), ServerSettings(database)
        for guild_id in guilds():
            plan = Plan(channel_of(guild_id), due.time(), "UTC", reveal_after=timedelta(hours=12))
            await schedules.set_up(Guild(guild_id), plan, MODERATOR_ID, due - timedelta(seconds=1))
            changes = {"review_channel_id": guild_id + 2}
            await settings.change(guild_id, changes, MODERATOR_ID, due)
        await daily.tick(due)
        for number, guild_id in enumerate(guilds()):
            [challenge] = await challenges.open_ones(database.reader, guild_id)
            given = Submission("It adds a little noise.")
            await Answers(database).save(challenge, 1000 + number, "ana", given, due)
        await daily.tick(due + timedelta(hours=12))
        for schedule_id, guild_id in enumerate(guilds(), 1):
            await daily.post_now(guild_id, schedule_id, MODERATOR_ID, now - timedelta(minutes=5))
        places = [await _place(database, bank, number, now) for number in range(len(CELLS))]
        await database.write(lambda c: c.run("DELETE FROM notices"))
        await database.write(lambda c: c.run("UPDATE schedules SET short = 2"))
        return places


async def _place(database: Database, bank: Library, number: int, now: datetime) -> Place:
    questions = Questions(database, bank)
    name, _, _ = CELLS[number]
    guild_id, member = guilds()[number], 1000 + number
    rows = await database.all(
        "SELECT id FROM challenges WHERE guild_id = $1 ORDER BY number", guild_id
    )
    first, second = (row["id"] for row in rows)
    verdict = await database.value("SELECT id FROM verdicts WHERE challenge_id = $1", first)
    if name == "decision":
        await SecondLooks(database).ask(guild_id, first, member, "It is there", now)
    if name == "unvoiding":
        await GradeVoids(database).void(guild_id, 1, "Unfair", MODERATOR_ID, now)
    if name == "taking points":
        await Points(database).give(guild_id, member, "ana", 5, "helped", 501, now, "5 points")
    kept, draft, imported, card = 0, 0, 0, 0
    if name == "review":
        question = next(iter(bank.questions))
        await database.write(
            lambda c: review_cards.add(c, member, guild_id, question, now, now, missed=False)
        )
        newest = "SELECT max(id) FROM review_cards WHERE user_id = $1"
        card = await database.value(newest, member)
    if name in ("declining", "approving", "adding to a suggestion"):
        suggestions = Suggestions(database, questions)
        kept = (await suggestions.hand_in(guild_id, member, "ana", DRAFT, now)).id
    if name in ("saving a question", "mending a draft"):
        draft = await questions.keep_draft(guild_id, 0, DRAFT, MODERATOR_ID, now)
    if name in ("saving an import", "saving one of an import", "leaving one out"):
        whole = await Imports(database, bank).start(
            *(guild_id, MODERATOR_ID, DOCUMENT, "diffusion", now), lambda _what, _percent: None
        )
        imported = whole.id
    return Place(guild_id, member, first, second, verdict, kept, draft, imported, number + 1, card)


def stand(standin: StandIn, file: Path, places: list[Place]) -> None:
    """Let the messages of which the database tells stand in their channels.

    The one that is to be posted again is known to be deleted.
    """
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE challenges SET message_id = NULL")
        for (name, *_), at in zip(CELLS, places, strict=True):
            for number in (1, 2):
                if (name, number) == ("reposting", 2):
                    continue
                posted = standin.channel(channel_of(at.guild_id)).post({"content": "question"})
                connection.execute(
                    "UPDATE challenges SET message_id = ? WHERE guild_id = ? AND number = ?",
                    (int(posted["id"]), at.guild_id, number),
                )
            review = standin.channel(at.guild_id + 2).post({"content": "suggestion"})
            connection.execute(
                "UPDATE suggestions SET channel_id = ?, message_id = ? WHERE id = ?",
                (at.guild_id + 2, int(review["id"]), at.suggestion),
            )
        connection.commit()


def done(file: Path, deed: Deed, at: Place) -> int:
    """Return how many times a deed was done, by the database."""
    with closing(sqlite3.connect(file)) as connection:
        [count] = connection.execute(f"SELECT count(*) FROM {deed.rows.format(at)}").fetchone()
    return int(count)


def falsehoods(cell: tuple[str, Route, int], said: str, times: int) -> Iterator[str]:
    """Yield what was said of an act that is not so; ``times`` it was done."""
    deed = DEEDS[cell[0]]
    what = f"{cell}, done {times} times, said: {said!r}"
    if times > 1:
        yield f"twice: {what}"
    if deed.said in said and not times:
        yield f"said done: {what}"
    if UNDONE.search(said) and times:
        yield f"said undone: {what}"
    if cell[2] == TWICE and not said:
        yield f"said nothing: {what}"
