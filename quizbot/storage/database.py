"""One SQLite file: a single writer with durable group commit, and readers of their own.

A write is a whole function given a connection. Writes that wait are committed together (what is
queued is taken, nothing is waited for), each inside its own savepoint, so that one that fails does
not undo its neighbours. The caller is answered only after the commit has reached the disk (WAL with
synchronous=FULL).
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import aiosqlite

from quizbot import acts
from quizbot.errors import StorageBusy, StorageError
from quizbot.storage import interactions, migrations
from quizbot.storage.connection import Connection, Row
from quizbot.storage.interactions import Handling

log = logging.getLogger(__name__)
T = TypeVar("T")
Write = Callable[[Connection], Awaitable[T]]

MAX_BATCH = 200
TOLD_AT_ONCE = 10
"""So many callers go on at once after a commit; all of them would hold up the event loop."""
BUSY_SECONDS = 2.0
"""How long a locked file is waited for; Discord gives a reply three seconds."""
CHECKED_AT_OPEN = 256 * 1024 * 1024
"""Files up to this size (bytes) are checked for damage whenever they are opened."""


_SHUTTING_DOWN = "The bot is shutting down, so nothing was saved. Try again in a minute."
_FILE_FAULTS = tuple(
    f"SQLITE_{fault}"
    for fault in ("BUSY", "LOCKED", "FULL", "IOERR", "READONLY", "CORRUPT", "NOTADB", "CANTOPEN")
)
"""What is wrong with the file rather than with one write; it fails the whole batch."""


@dataclass(slots=True)
class _Job(Generic[T]):
    write: Write[T]
    done: asyncio.Future[T]
    handling: Handling | None


class Database:
    """The open database; make it with `open_database`."""

    def __init__(
        self, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection]
    ) -> None:
        self._writer = writer
        self._readers = itertools.cycle([Connection(reader) for reader in readers])
        self._queue: asyncio.Queue[_Job[Any] | None] = asyncio.Queue()
        self._closed = False

    async def write(self, write: Write[T]) -> T:
        """Run ``write`` in a transaction and return its result once that is durable.

        Raises:
            StorageError: nothing was stored; the sentence says why.
            AlreadyHandled: another process has handled the interaction that this is part of.
            Exception: whatever ``write`` itself raises; then nothing of it was stored.
        """
        if self._closed:
            raise StorageError(_SHUTTING_DOWN)
        job = _Job(write, asyncio.get_running_loop().create_future(), interactions.present())
        self._queue.put_nowait(job)
        result: T = await asyncio.shield(job.done)
        acts.note_saved()
        return result

    @property
    def reader(self) -> Connection:
        """A connection for reading what has been committed."""
        return next(self._readers)

    async def all(self, sql: str, *parameters: Any) -> Sequence[Row]:
        """Read all rows."""
        return await self.reader.all(sql, *parameters)

    async def one(self, sql: str, *parameters: Any) -> Row | None:
        """Read the first row, or None."""
        return await self.reader.one(sql, *parameters)

    async def value(self, sql: str, *parameters: Any) -> Any:
        """Read the first column of the first row, or None."""
        return await self.reader.value(sql, *parameters)

    async def serve(self) -> None:
        """Commit writes until `stop` was called and everything queued before it is done."""
        try:
            stopping = False
            while not stopping:
                jobs = [await self._queue.get()]
                while len(jobs) < MAX_BATCH and not self._queue.empty():
                    jobs.append(self._queue.get_nowait())
                stopping = None in jobs
                batch = [job for job in jobs if job is not None]
                if batch:
                    await self._commit(batch)
        finally:
            self._refuse_the_rest()

    def stop(self) -> None:
        """Take no further writes; those already queued are still committed."""
        self._closed = True
        self._queue.put_nowait(None)

    def _refuse_the_rest(self) -> None:
        self._closed = True
        while not self._queue.empty():
            if (job := self._queue.get_nowait()) is not None:
                _answer(job, None, StorageError(_SHUTTING_DOWN))

    async def _commit(self, batch: list[_Job[Any]]) -> None:
        """Run the batch in one transaction.

        The callers are answered after the commit, or with its failure.
        """
        results: list[tuple[_Job[Any], Any, BaseException | None]] = []
        try:
            await self._writer.execute("BEGIN IMMEDIATE")
            results = [await self._run(job) for job in batch]
            if handled := [job.handling.interaction_id for job in batch if job.handling]:
                await interactions.forget(Connection(self._writer), max(handled))
            await self._writer.execute("COMMIT")
        except sqlite3.Error as error:
            log.error("a batch of %d writes failed: %s", len(batch), error)
            results = [(job, None, _storage_error(error)) for job in batch]
            await self._roll_back()
        for number, (job, result, failure) in enumerate(results, 1):
            _answer(job, result, failure)
            if number % TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)

    async def _run(self, job: _Job[Any]) -> tuple[_Job[Any], Any, BaseException | None]:
        await self._writer.execute("SAVEPOINT job")
        connection = Connection(self._writer)
        try:
            if job.handling is not None:
                await interactions.claim(connection, job.handling)
            result = await job.write(connection)
        except Exception as failure:  # whatever it is, it is the caller's and goes there
            if isinstance(failure, sqlite3.Error) and _names(failure).startswith(_FILE_FAULTS):
                raise
            await self._writer.execute("ROLLBACK TO job")
            await self._writer.execute("RELEASE job")
            return job, None, failure
        await self._writer.execute("RELEASE job")
        return job, result, None

    async def _roll_back(self) -> None:
        """Undo the batch; where even that fails, the next one meets the same fault and says so."""
        try:
            if self._writer.in_transaction:
                await self._writer.execute("ROLLBACK")
        except sqlite3.Error as error:
            log.error("a batch could not be rolled back: %s", error)

    async def check(self) -> list[str]:
        """Return what SQLite finds damaged in the file; empty when it is sound."""
        rows = await self.all("PRAGMA quick_check(20)")
        return [row[0] for row in rows if row[0] != "ok"]


def _answer(job: _Job[Any], result: Any, failure: BaseException | None) -> None:
    if job.done.done():
        return
    if failure is not None:
        job.done.set_exception(failure)
    else:
        job.done.set_result(result)


def _names(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _storage_error(error: sqlite3.Error) -> StorageError:
    name = _names(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageBusy(
            "Something else holds the database, so nothing was saved. Try again in a minute."
        )
    if name.startswith("SQLITE_FULL"):
        return StorageError("The disk is full, so nothing was saved. Tell whoever runs this bot.")
    if name.startswith("SQLITE_READONLY"):
        return StorageError(
            "The database is read-only, so nothing was saved. Tell whoever runs this bot."
        )
    return StorageError(
        "The database cannot be written, so nothing was saved. Tell whoever runs this bot."
    )


@asynccontextmanager
async def open_database(path: Path, *, upgrade: bool = True) -> AsyncIterator[Database]:
    """Open (or create) the database at ``path``, migrate it and serve writes until the end.

    Without ``upgrade`` one that is to be migrated is refused, since a bot may be using it.

    Raises:
        StorageError: the file cannot be opened, is damaged, or is newer than this program (or
            older, where it is not upgraded).
    """
    try:
        await asyncio.to_thread(_try_opening, path)
        async with AsyncExitStack() as stack:
            writer = await stack.enter_async_context(_connect(path))
            if upgrade:
                await migrations.migrate(writer)
            else:
                await migrations.require_current(writer)
            readers = [
                await stack.enter_async_context(_connect(path, reading=True)) for _ in range(2)
            ]
            database = Database(writer, readers)
            await _refuse_damage(database, path)
            serving = asyncio.create_task(database.serve(), name="database writer")
            try:
                yield database
            finally:
                database.stop()
                await serving
    except sqlite3.Error as error:
        raise StorageError(
            f"The database {path} cannot be used ({error}). Check that the file and its folder "
            "can be written by the bot, that the disk has room, "
            "and that it is a database of this bot."
        ) from error


def _try_opening(path: Path) -> None:
    """Open and close the file; aiosqlite leaves a thread behind when its own opening fails."""
    sqlite3.connect(path).close()


async def _refuse_damage(database: Database, path: Path) -> None:
    size = await database.value(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )
    if size > CHECKED_AT_OPEN:
        return
    damage = await database.check()
    if damage:
        raise StorageError(
            f"The database {path} is damaged ({damage[0]}). Put your last backup in its place."
        )


@asynccontextmanager
async def _connect(path: Path, *, reading: bool = False) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS) as connection:
        connection.row_factory = sqlite3.Row
        await connection.execute("PRAGMA journal_mode = WAL")
        await connection.execute("PRAGMA synchronous = FULL")
        await connection.execute("PRAGMA foreign_keys = ON")
        if reading:
            await connection.execute("PRAGMA query_only = ON")
        yield connection
