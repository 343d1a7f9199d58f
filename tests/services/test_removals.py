"""Removed from a server and invited again; after 30 days nothing of it is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quizbot.domain.challenge import State, Submission
from quizbot.domain.schedule import Schedule
from quizbot.domain.slot_causes import Cause
from quizbot.domain.timetable import Slot
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.notices import MOST_SENT
from quizbot.services.removals import KEPT_FOR, Removals
from quizbot.services.schedules import Schedules
from quizbot.storage import notices, slots
from quizbot.storage.database import Database, open_database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, all_challenges, plan

ABOUT_NO_SERVER = {"interactions", "meta", "review_settings", "schema_migrations"}


@pytest.fixture
def removals(database: Database) -> Removals:
    return Removals(database)


async def test_a_server_that_removed_the_bot_is_left_alone(
    removals: Removals,
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
) -> None:
    await schedules.add(2, plan(channel_id=6), MODERATOR, clock())
    await daily.tick(clock.advance(hours=1))
    await removals.leave(GUILD, clock())
    await daily.tick(clock.advance(days=2))
    about = [challenge for kind, challenge, _ in channel.messages]
    assert (channel.count("post"), channel.count("reveal"), about.count(1)) == (3, 1, 1)


async def test_a_server_that_removed_the_bot_is_told_nothing_and_holds_up_no_other(
    removals: Removals,
    daily: Daily,
    schedules: Schedules,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    """Invited again, it hears what it was to be told."""
    other = await schedules.add(2, plan(channel_id=6), MODERATOR, clock())
    for number in range(MOST_SENT + 1):
        await tell(database, GUILD, f"notice {number}", clock())
    missed = Slot(clock().date() - timedelta(days=1), clock() - timedelta(days=1))
    await database.write(
        lambda c: slots.pass_over(c, schedule.id, missed, Cause.NOT_RUNNING, clock())
    )
    await database.write(lambda c: c.run("UPDATE slots SET told = 0"))
    await database.write(lambda c: c.run("UPDATE schedules SET short = 1"))
    await removals.leave(GUILD, clock())
    await tell(database, 2, "of the other", clock())
    await daily.tick(clock())
    assert [said for _, said in channel.told if "New questions" not in said] == ["of the other"]
    assert await database.value("SELECT short FROM schedules WHERE id = $1", other.id) == 2
    assert await database.value("SELECT short FROM schedules WHERE id = $1", schedule.id) == 1
    await removals.join(GUILD, clock())
    for _ in range(2):
        await daily.tick(clock())
    heard = [said for _, said in channel.told]
    assert sum(said.startswith("notice") for said in heard) == MOST_SENT + 1
    assert sum(said.startswith("Not posted") for said in heard) == 1


async def tell(database: Database, guild_id: int, sentence: str, now: datetime) -> None:
    await database.write(lambda c: notices.add(c, guild_id, sentence, now, user_id=MODERATOR))


async def test_invited_again_it_goes_on_where_it_was(
    removals: Removals,
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    await removals.leave(GUILD, clock())
    await removals.leave(GUILD, clock.advance(days=3))
    await removals.join(GUILD, clock())
    await daily.tick(clock())
    assert channel.count("reveal") == 1
    assert await database.value("SELECT sum(points) FROM ledger") > 0
    assert (await all_challenges(database))[0].state is State.REVEALED
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == 3


async def test_no_server_at_all_is_taken_for_a_fault(
    removals: Removals, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    await removals.compare(set(), clock())
    gone = "SELECT count(*) FROM guilds WHERE removed_at IS NOT NULL"
    assert await database.value(gone) == 0


async def test_what_happened_while_the_bot_was_not_running(
    removals: Removals, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    gone = "SELECT guild_id FROM guilds WHERE removed_at IS NOT NULL"
    await removals.compare({GUILD}, clock())
    assert await database.value(gone) is None
    await removals.compare({2}, clock())
    assert await database.value(gone) == GUILD
    await removals.compare({GUILD, 2}, clock.advance(days=1))
    assert await database.value(gone) is None


async def test_after_thirty_days_it_is_forgotten_a_little_at_a_time(
    removals: Removals,
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    database: Database,
) -> None:
    clock.advance(hours=1)
    for _ in range(12):
        await daily.tick(clock())
        clock.advance(days=1)
    await removals.leave(GUILD, clock())
    await removals.forget(clock.advance(days=29, hours=23))
    assert len(await all_challenges(database)) == 12
    clock.advance(hours=1)
    left = []
    for _ in range(4):
        await removals.forget(clock())
        left.append(len(await all_challenges(database)))
    assert left == [7, 2, 0, 0]
    await removals.join(GUILD, clock())
    assert await database.value("SELECT count(*) FROM schedules") == 0
    assert await database.value("SELECT count(*) FROM guilds") == 0


async def test_invited_again_too_late_it_begins_anew(
    removals: Removals, daily: Daily, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1))
    await removals.leave(GUILD, clock())
    await removals.join(GUILD, clock() + KEPT_FOR)
    assert await all_challenges(database) == []
    assert await database.value("SELECT count(*) FROM guilds") == 0


async def test_nothing_of_a_server_is_left_in_any_table(tmp_path: Path, clock: SetClock) -> None:
    """Each table gets a row of server 1 and one of server 2; every number in it is the server's."""
    file = tmp_path / "x.sqlite"
    async with open_database(file):
        pass
    tables = set(fill(file, 1)) | set(fill(file, 2))
    async with open_database(file) as database:
        removals = Removals(database)
        await removals.leave(1, clock())
        await database.write(
            lambda c: c.run("UPDATE guilds SET removed_at = NULL WHERE guild_id=2")
        )
        await database.write(lambda c: c.run("UPDATE guilds SET removed_at = 1 WHERE guild_id = 1"))
        for _ in range(2):
            await removals.forget(clock())
        left = {name: await database.value(f"SELECT count(*) FROM {name}") for name in tables}
        assert left == dict.fromkeys(tables, 1)
        assert await database.value("SELECT guild_id FROM challenges") == 2
        assert await database.all("PRAGMA foreign_key_check") == []


def fill(file: Path, server: int) -> Iterator[str]:
    """Give every table about servers a row, and yield their names."""
    with closing(sqlite3.connect(file)) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in ABOUT_NO_SERVER and not row[0].startswith("sqlite_")
        ]
        for name in names:
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            values = [str(server) if column[2] == "TEXT" else server for column in columns]
            marks = ", ".join("?" for _ in columns)
            connection.execute(f"INSERT INTO {name} VALUES ({marks})", values)
            yield name
        connection.commit()
