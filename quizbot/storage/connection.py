"""A connection as the SQL modules see it: three verbs, numbered ``$1`` parameters, rows by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import aiosqlite

Row = sqlite3.Row


class Connection:
    """Runs statements of the SQL that SQLite and PostgreSQL share."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw

    async def all(self, sql: str, *parameters: Any) -> Sequence[Row]:
        """Return all rows."""
        return list(await self._raw.execute_fetchall(sql, _named(parameters)))

    async def one(self, sql: str, *parameters: Any) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(sql, *parameters)
        return rows[0] if rows else None

    async def value(self, sql: str, *parameters: Any) -> Any:
        """Return the first column of the first row, or None."""
        row = await self.one(sql, *parameters)
        return row[0] if row else None

    async def run(self, sql: str, *parameters: Any) -> None:
        """Run a statement that returns nothing."""
        await self.all(sql, *parameters)

    async def script(self, sql: str) -> None:
        """Run several statements, as they stand in a migration."""
        for statement in _statements(sql):
            await self.run(statement)


def _named(parameters: Sequence[Any]) -> dict[str, Any]:
    """SQLite takes ``$1`` for a name, not for a place."""
    return {str(i): value for i, value in enumerate(parameters, 1)}


def _statements(sql: str) -> list[str]:
    """Split a script at its semicolons.

    `sqlite3.complete_statement` knows strings, comments and triggers. (`executescript` would
    commit the migration's transaction first.)
    """
    found, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
