"""Numbered SQL files, append-only; each is applied in one transaction together with its record.

A new one takes the number after the highest; none has the numbers 7 to 14. Questions and verdicts
are stored whole as JSON (`domain.question_json`, `verdict_json`): a new field of theirs needs none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import aiosqlite

from quizbot.errors import SchemaTooNew, StorageError
from quizbot.storage.connection import Connection

_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True, order=True)
class Migration:
    """One step of the schema."""

    version: int
    name: str
    sql: str


def shipped() -> list[Migration]:
    """Return the migrations that come with this program, in order."""
    found = []
    for file in resources.files(__name__).iterdir():
        if match := _NAME.fullmatch(file.name):
            found.append(Migration(int(match[1]), match[2], file.read_text(encoding="utf-8")))
    return sorted(found)


async def migrate(raw: aiosqlite.Connection, steps: Sequence[Migration] | None = None) -> None:
    """Apply every migration that the database does not have yet.

    Raises:
        SchemaTooNew: the database has a migration that this program does not know.
    """
    steps = shipped() if steps is None else steps
    connection = Connection(raw)
    await connection.run(
        "CREATE TABLE IF NOT EXISTS schema_migrations "
        "(version BIGINT PRIMARY KEY, name TEXT NOT NULL, "
        "applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
    )
    for step in await _missing(connection, steps):
        await _apply(raw, connection, step)


async def require_current(raw: aiosqlite.Connection) -> None:
    """Refuse a database whose schema is not the one this program knows.

    Raises:
        SchemaTooNew: the database has a migration that this program does not know.
        StorageError: it lacks one; the bot of this version was not started with it yet.
    """
    connection = Connection(raw)
    known = await connection.value("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'")
    if not known or await _missing(connection, shipped()):
        raise StorageError(
            "This version of the bot has not been started with this database yet, "
            "so its tables are older. Start the bot once (python bot.py), then try again."
        )


async def _missing(connection: Connection, steps: Sequence[Migration]) -> list[Migration]:
    applied = {row[0] for row in await connection.all("SELECT version FROM schema_migrations")}
    current = max(applied, default=0)
    if steps and current > steps[-1].version:
        raise SchemaTooNew(
            f"The database has schema {current}, "
            f"this version of the bot knows {steps[-1].version}. "
            "Install the newer version that made it, or restore a backup from before the upgrade."
        )
    return [step for step in steps if step.version not in applied]


async def _apply(raw: aiosqlite.Connection, connection: Connection, step: Migration) -> None:
    await raw.execute("BEGIN IMMEDIATE")
    try:
        await connection.script(step.sql)
        await connection.run(
            "INSERT INTO schema_migrations (version, name) VALUES ($1, $2)", step.version, step.name
        )
    except BaseException:
        await raw.execute("ROLLBACK")
        raise
    await raw.execute("COMMIT")
