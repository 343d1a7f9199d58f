"""Durable writes: together, each by itself; and files that cannot be used."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from quizbot.domain.slot_causes import Cause
from quizbot.domain.verdict import Flag, FlagKind
from quizbot.errors import SchemaTooNew, StorageBusy, StorageError
from quizbot.storage import (
    answers,
    meta,
    migrations,
    queue,
    quiz,
    slots,
    stale_messages,
    verdicts,
)
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database, open_database


async def put(connection: Connection, key: str) -> str:
    await meta.put(connection, key, "x")
    return key


async def test_writes_at_once_are_all_stored_and_answered(database: Database) -> None:
    keys = [f"k{i}" for i in range(500)]
    assert await asyncio.gather(*(database.write(partial(put, key=key)) for key in keys)) == keys
    assert await database.value("SELECT count(*) FROM meta") == 500


async def test_a_failing_write_does_not_undo_its_neighbours(database: Database) -> None:
    async def fail(connection: Connection) -> None:
        await put(connection, "half")
        raise KeyError("mine")

    outcomes = await asyncio.gather(
        database.write(lambda c: put(c, "before")),
        database.write(fail),
        database.write(lambda c: put(c, "after")),
        return_exceptions=True,
    )
    assert outcomes[0] == "before"
    assert isinstance(outcomes[1], KeyError)
    assert outcomes[2] == "after"
    stored = [row[0] for row in await database.all("SELECT key FROM meta ORDER BY key")]
    assert stored == ["after", "before"]


async def test_bad_sql_fails_its_own_write_only(database: Database) -> None:
    outcomes = await asyncio.gather(
        database.write(lambda c: c.run("SELECT * FROM nowhere")),
        database.write(lambda c: put(c, "fine")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], sqlite3.OperationalError)
    assert outcomes[1] == "fine"


async def test_a_cancelled_caller_does_not_stop_the_writer(database: Database) -> None:
    task = asyncio.create_task(database.write(lambda c: put(c, "left")))
    await asyncio.sleep(0)
    task.cancel()
    await database.write(lambda c: put(c, "next"))
    assert await meta.get(database.reader, "left") == "x"


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await database.reader.run("DELETE FROM meta")


async def test_settings_of_the_file(database: Database) -> None:
    async def read(connection: Connection) -> tuple[str, int, int]:
        return (
            await connection.value("PRAGMA journal_mode"),
            await connection.value("PRAGMA synchronous"),
            await connection.value("PRAGMA foreign_keys"),
        )

    assert await database.write(read) == ("wal", 2, 1)


async def test_what_was_queued_before_closing_is_stored(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    async with open_database(file) as database:
        tasks = [asyncio.create_task(database.write(partial(put, key=f"k{i}"))) for i in range(50)]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    with pytest.raises(StorageError, match="shutting down"):
        await database.write(lambda c: put(c, "late"))
    async with open_database(file) as again:
        assert await again.value("SELECT count(*) FROM meta") == 50


async def test_a_lock_held_by_another_is_a_sentence_and_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizbot.storage.database.BUSY_SECONDS", 0.05)
    file = tmp_path / "x.sqlite"
    async with open_database(file) as database:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy, match="Try again in a minute"):
            await database.write(lambda c: put(c, "k"))
        other.execute("ROLLBACK")
        other.close()
        assert await database.write(lambda c: put(c, "k")) == "k"


async def test_a_full_disk_is_a_sentence_and_passes(database: Database) -> None:
    pages = await database.value("PRAGMA page_count")

    async def limit(connection: Connection, most: int) -> None:
        await connection.run(f"PRAGMA max_page_count = {most}")

    await database.write(lambda c: limit(c, pages))
    big = "x" * 1_000_000
    with pytest.raises(StorageError, match="disk is full"):
        await database.write(lambda c: meta.put(c, "big", big))
    await database.write(lambda c: limit(c, 1_000_000))
    await database.write(lambda c: meta.put(c, "big", big))
    assert await meta.get(database.reader, "big") == big


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    file.write_bytes(b"this is a text, not a database" * 100)
    with pytest.raises(StorageError, match="cannot be used"):
        async with open_database(file):
            pass


async def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    async with open_database(file) as database:
        await database.write(lambda c: meta.put(c, "k", "v" * 50_000))
    data = bytearray(file.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(data)
    with pytest.raises(StorageError, match=r"damaged|cannot be used"):
        async with open_database(file):
            pass


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be used"):
        async with open_database(tmp_path):
            pass


VERSIONS = [step.version for step in migrations.shipped()]
ROWS = """
INSERT INTO guilds (guild_id, zone) VALUES (7, 'Europe/Berlin');
INSERT INTO schedules (id, guild_id, channel_id, at, days, zone, topics, levels, form, reveal_after,
    late_limit, thread, paused, next_at, created_by, created_at)
    VALUES (1, 7, 1, '09:00', '0123456', 'UTC', '[]', '[]', 'open', 43200, 21600, 0, 0, 0, 9, 0);
INSERT INTO slots (schedule_id, day, due, missed) VALUES
    (1, '2026-11-19', 0, 'the bot was not running'),
    (1, '2026-11-20', 0, 'I cannot post in <#1>.'),
    (1, '2026-11-21', 0, NULL);
INSERT INTO queue (id, guild_id, question_id, added_by, added_at)
    VALUES (1, 7, 'first', 9, 0), (2, 7, 'second', 9, 0);
INSERT INTO challenges (id, guild_id, channel_id, number, question_id, topic, question,
    form, state, due, late_limit, reveal_at, reveal_after, claimed_at)
    VALUES (3, 7, 1, 1, 'q', 't', '{}', 'open', 'revealed', 0, 0, 0, 0, 0);
INSERT INTO answers (id, challenge_id, guild_id, user_id, name, text, choice, sure, share, version,
    saved_at) VALUES (5, 3, 7, 8, 'n', 'x', NULL, 'sure', 1, 1, 0);
INSERT INTO verdicts (id, answer_id, challenge_id, score, points, detail, grader, decided_at)
    VALUES (6, 5, 3, 0.5, 10, '{}', 'g', 0);
INSERT INTO ledger (guild_id, user_id, points, reason, topic, verdict_id, day, at) VALUES
    (7, 8, 10, 'answer', 't', 6, '2026-11-21', 0), (7, 8, 1, 'other', 't', NULL, '2026-11-21', 0);
"""
DETAIL = {
    "score": 0.5,
    "points": [],
    "corrections": [],
    "grader": "g",
    "flags": [
        "a list of keywords rather than sentences",
        'has "low" where a point has "high"',
    ],
}


def old_database(file: Path, version: int) -> None:
    """Make a database as it was after a migration, with rows as the bot of then wrote them."""
    raw = sqlite3.connect(file)
    raw.executescript(
        "CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
        "applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);"
    )
    for step in migrations.shipped():
        if step.version <= version:
            raw.executescript(step.sql)
            raw.execute(
                "INSERT INTO schema_migrations (version, name) VALUES (?, 'x')", [step.version]
            )
    raw.executescript(ROWS)
    raw.execute("UPDATE verdicts SET detail = ?", [json.dumps(DETAIL)])
    raw.commit()
    raw.close()


@pytest.mark.parametrize("version", [v for v in VERSIONS if v < 17])
async def test_a_database_of_any_earlier_state_keeps_its_rows(tmp_path: Path, version: int) -> None:
    assert sorted(set(VERSIONS)) == VERSIONS
    old_database(tmp_path / "x.sqlite", version)
    async with open_database(tmp_path / "x.sqlite") as database:
        assert await database.value("SELECT zone FROM guilds WHERE guild_id = 7") == "Europe/Berlin"
        assert sorted(await queue.ids(database.reader, 7)) == ["first", "second"]
        rows = await database.all("SELECT version FROM schema_migrations ORDER BY version")
        assert [row[0] for row in rows] == VERSIONS
        assert await database.value("SELECT sum(points) FROM ledger") == 11
        found = await slots.missed_since(database.reader, 1, datetime(1970, 1, 1, tzinfo=UTC))
        assert [(one.day.day, one.cause, one.why) for one in found] == [
            (19, Cause.NOT_RUNNING, "the bot was not running"),
            (20, Cause.REFUSED, "I cannot post in <#1>."),
        ]
        grade = await verdicts.newest(database.reader, 5)
        assert grade is not None
        assert grade.verdict.flags == (
            Flag(FlagKind.KEYWORDS),
            Flag(FlagKind.OTHER, ('has "low" where a point has "high"',)),
        )
        assert await database.value("SELECT trick FROM verdicts") == 1
        assert await database.value("SELECT void FROM challenges") is None


async def test_the_choice_of_an_older_bot_is_a_pick(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    old_database(file, 23)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(
            "UPDATE answers SET choice = 0;"
            "INSERT INTO answer_versions (answer_id, version, text, choice, sure, share, saved_at)"
            " VALUES (5, 1, '', 2, 'sure', 1, 0);"
            "INSERT INTO practice_runs (id, user_id, form, questions, state, started_at)"
            " VALUES (1, 8, 'choice', '[\"q\"]', 'ended', 0);"
            "INSERT INTO practice_answers (run_id, position, user_id, question_id, text, choice,"
            " answered_at) VALUES (1, 0, 8, 'q', '', 3, 0);"
        )
        raw.commit()
    async with open_database(file) as database:
        answer = await answers.get(database.reader, 5)
        assert answer is not None
        assert answer.submission.picks == (0,)
        assert await database.value("SELECT picks FROM answer_versions") == "2"
        given_ = await quiz.given(database.reader, 1, 0)
        assert given_ is not None
        assert given_.picks == (3,)


async def test_old_verdicts_and_ledger_lines_are_completed(tmp_path: Path) -> None:
    old_database(tmp_path / "x.sqlite", 1)
    async with open_database(tmp_path / "x.sqlite") as database:
        lines = await database.all("SELECT challenge_id, points FROM ledger ORDER BY id")
        assert [tuple(line) for line in lines] == [(3, 10), (None, 1)]
        assert await database.value("SELECT raw FROM verdicts") == 0.5


async def test_a_question_that_was_closed_by_an_older_bot_gets_its_edit(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    old_database(file, 19)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE challenges SET state = 'closed', message_id = 4")
        raw.commit()
    async with open_database(file) as database:
        [one] = await stale_messages.due(database.reader, datetime(2027, 1, 1, tzinfo=UTC), 9)
        assert one.subject == (stale_messages.MessageKind.QUESTION, 3)


async def test_a_migration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    import aiosqlite

    bad = migrations.Migration(1, "bad", "CREATE TABLE a (x INTEGER);\nCREATE TABLE a (x INTEGER);")
    async with aiosqlite.connect(tmp_path / "x.sqlite", isolation_level=None) as raw:
        with pytest.raises(sqlite3.OperationalError):
            await migrations.migrate(raw, [bad])
        connection = Connection(raw)
        assert await connection.value("SELECT count(*) FROM schema_migrations") == 0
        assert await connection.value("SELECT count(*) FROM sqlite_master WHERE name = 'a'") == 0


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    async with open_database(file):
        pass
    raw = sqlite3.connect(file)
    raw.execute("INSERT INTO schema_migrations (version, name) VALUES (999, 'later')")
    raw.commit()
    raw.close()
    with pytest.raises(SchemaTooNew, match="Install the newer version"):
        async with open_database(file):
            pass


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM challenges WHERE guild_id = 7 AND state = 'open'",
        "SELECT question_id FROM challenges WHERE guild_id = 7 AND state = 'claimed'",
        "SELECT question_id, max(number) FROM challenges "
        "WHERE guild_id = 7 AND state <> 'cancelled' GROUP BY question_id",
    ],
)
async def test_years_of_challenges_are_not_read_one_by_one(database: Database, sql: str) -> None:
    plan = "; ".join(row["detail"] for row in await database.all(f"EXPLAIN QUERY PLAN {sql}"))
    assert "USING COVERING INDEX" in plan or "(guild_id=? AND state=?)" in plan
