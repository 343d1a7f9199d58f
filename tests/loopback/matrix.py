"""The matrix of acts and routes: what is said when Discord fails, and what the database says."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
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
from quizbot.services.imports import Imports
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.services.settings import ServerSettings
from quizbot.services.suggest import Suggestions
from quizbot.services.verdicts import Verdicts
from quizbot.storage import challenges, review_cards
from quizbot.storage.database import Database, open_database
from tests.loopback.interaction import (
    FORM,
    MODERATOR_ID,
    Act,
    answer_form,
    give_points,
    group_command,
    press,
)
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


@dataclass(frozen=True, slots=True)
class Deed:
    """An act: by whom and how, what says that it was done, and the rows that show that it was.

    ``told`` is what the member reads of it in private, if anything.
    """

    act: Callable[[Place], Act]
    said: str
    rows: str
    by_member: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A server of its own for each cell, with what acts need; the member is in no other."""

    guild_id: int
    member: int
    first: int
    second: int
    verdict: int
    suggestion: int
    draft: int
    imported: int
    card: int


DEEDS = {
    "answer": Deed(
        lambda at: answer_form(f"q:submit:{at.second}", "Noise is added"),
        "Saved.",
        "answers WHERE challenge_id = {0.second}",
        by_member=True,
    ),
    "second look": Deed(
        lambda at: form(f"q:second-look-ask:{at.first}", reason="It is there"),
        "waits for a moderator",
        "second_looks WHERE guild_id = {0.guild_id}",
        by_member=True,
    ),
    "suggestion": Deed(
        lambda at: form("q:suggest-form", topic=["diffusion"], prompt="Why?", answer="So."),
        "the moderators have it",
        "suggestions WHERE guild_id = {0.guild_id} AND author_id = {0.member}",
        by_member=True,
    ),
    "review": Deed(
        lambda at: press(f"q:review-grade:{at.card}:0:3"),
        "it comes back",
        "reviews WHERE user_id = {0.member}",
        by_member=True,
    ),
    "points": Deed(
        lambda at: give_points(at.member, 5, "helped"),
        "+5 noted",
        "ledger WHERE guild_id = {0.guild_id} AND author_id IS NOT NULL",
        told="gave you 5 points",
    ),
    "decision": Deed(
        lambda at: press(f"q:grade-keep:{at.verdict}"),
        "Decided:",
        "verdicts WHERE challenge_id = {0.first} AND decided_by IS NOT NULL",
        told="has looked at your answer",
    ),
    "declining": Deed(
        lambda at: form(f"q:suggestion-reason:{at.suggestion}", reason="Known"),
        "Declined.",
        "suggestions WHERE id = {0.suggestion} AND state = 'declined'",
        told="was declined",
    ),
    "saving a question": Deed(
        lambda at: press(f"q:draft-save:{at.draft}"),
        "Saved as",
        "server_questions WHERE guild_id = {0.guild_id}",
    ),
    "saving an import": Deed(
        lambda at: press(f"q:import-all:{at.imported}"),
        "2 saved",
        "imports WHERE id = {0.imported} AND (SELECT count(*) FROM server_questions "
        "WHERE guild_id = {0.guild_id}) = 2",
    ),
    "voiding": Deed(
        lambda _at: group_command("grade", "void", question=1, reason="Unfair"),
        "#1 is void",
        "challenges WHERE id = {0.first} AND void IS NOT NULL",
    ),
    "posting": Deed(
        lambda _at: group_command("schedule", "post-now"),
        "Question #3 is in",
        "challenges WHERE guild_id = {0.guild_id} AND number > 2 AND state <> 'cancelled'",
    ),
    "reveal": Deed(
        lambda _at: Act(2, {"id": "1", "type": 1, "name": "reveal"}),
        "Question #2 is",
        "challenges WHERE id = {0.second} AND state IN ('closed', 'revealed')",
    ),
    "cancelling": Deed(
        lambda _at: group_command("challenge", "cancel"),
        "#2 is cancelled",
        "challenges WHERE id = {0.second} AND state = 'cancelled'",
    ),
}
_ROUTES = {
    "answer": [Route.REPLY],
    "second look": [Route.REPLY, Route.SEND],
    "suggestion": [Route.REPLY, Route.SEND],
    "review": [Route.REPLY],
    "points": [Route.REPLY, Route.PRIVATE],
    "decision": [Route.REPLY, Route.PRIVATE],
    "declining": [Route.REPLY, Route.EDIT, Route.PRIVATE],
    "saving a question": [Route.REPLY],
    "saving an import": [Route.REPLY, Route.FOLLOW_UP],
    "voiding": [Route.REPLY, Route.EDIT],
    "posting": [Route.REPLY, Route.FOLLOW_UP, Route.SEND],
    "reveal": [Route.REPLY, Route.FOLLOW_UP, Route.EDIT, Route.SEND],
    "cancelling": [Route.REPLY, Route.FOLLOW_UP, Route.EDIT],
}
CELLS = [(name, route, TWICE) for name, routes in _ROUTES.items() for route in routes] + [
    (name, Route.REPLY, ALWAYS) for name in ("answer", "points", "posting", "cancelling")
]
"""Act, the route that fails, and how many requests of it do; each with every kind of trouble."""


def form(custom_id: str, **fields: str | list[str]) -> Act:
    """Hand in a form."""
    labels = [
        {
            "type": 18,
            "component": {
                "type": 4,
                "custom_id": name,
                "values" if isinstance(value, list) else "value": value,
            },
        }
        for name, value in fields.items()
    ]
    return Act(FORM, {"custom_id": custom_id, "components": labels})


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
    kept, draft, imported, card = 0, 0, 0, 0
    if name == "review":
        question = next(iter(bank.questions))
        await database.write(
            lambda c: review_cards.add(c, member, guild_id, question, now, now, missed=False)
        )
        newest = "SELECT max(id) FROM review_cards WHERE user_id = $1"
        card = await database.value(newest, member)
    if name == "declining":
        suggestions = Suggestions(database, questions)
        kept = (await suggestions.hand_in(guild_id, member, "ana", DRAFT, now)).id
    if name == "saving a question":
        draft = await questions.keep_draft(guild_id, 0, DRAFT, MODERATOR_ID, now)
    if name == "saving an import":
        whole = await Imports(database, bank).start(
            *(guild_id, MODERATOR_ID, DOCUMENT, "diffusion", now), lambda _what, _percent: None
        )
        imported = whole.id
    return Place(guild_id, member, first, second, verdict, kept, draft, imported, card)


def stand(standin: StandIn, file: Path, places: list[Place]) -> None:
    """Let the messages of which the database tells stand in their channels."""
    with closing(sqlite3.connect(file)) as connection:
        for at in places:
            for number in (1, 2):
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
