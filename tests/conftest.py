"""Fixtures for all tests: real files, a real database, a clock that stands where it is put."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.storage.database import Database, open_database

ROOT = Path(__file__).resolve().parent.parent


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **parts: float) -> datetime:
        self.moment += timedelta(**parts)
        return self.moment


@pytest.fixture
def clock() -> SetClock:
    """A Saturday morning, 07:00 UTC, 08:00 in Berlin."""
    return SetClock(datetime(2026, 11, 21, 7, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def bank() -> Library:
    """The shipped bank."""
    return library.load(ROOT / "questions")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "quizbot.sqlite") as opened:
        yield opened
