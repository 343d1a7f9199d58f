"""The database cannot be written while the round goes on: it rests, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from quizbot.domain.challenge import State, Submission
from quizbot.domain.schedule import Schedule
from quizbot.errors import StorageError
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import all_challenges


@asynccontextmanager
async def locked(database: Database, file: Path) -> AsyncIterator[None]:
    """A backup holds the file."""
    await database.write(lambda c: c.run("PRAGMA busy_timeout = 20"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def read_only(database: Database, _file: Path) -> AsyncIterator[None]:
    """The file system became read-only."""
    await database.write(lambda c: c.run("PRAGMA query_only = ON"))
    yield
    await database._writer.execute("PRAGMA query_only = OFF")


@pytest.mark.parametrize("trouble", [locked, read_only])
async def test_the_round_rests_and_goes_on(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
    tmp_path: Path,
    trouble: Callable[[Database, Path], AbstractAsyncContextManager[None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    async with trouble(database, tmp_path / "quizbot.sqlite"):
        with pytest.raises(StorageError, match="nothing was saved"):
            await answers.save(challenge, 7, "ana", Submission("words"), clock())
        await daily.tick(clock.advance(hours=12))
        for _ in range(20):
            await daily.tick(clock.advance(seconds=1))
        assert channel.count("reveal") == 0
    assert caplog.text.count("the round rests") == 1
    await daily.tick(clock.advance(seconds=30))
    assert channel.count("reveal") == 1
    [challenge] = await all_challenges(database)
    assert challenge.state is State.REVEALED
