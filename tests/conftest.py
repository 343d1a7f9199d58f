"""Fixtures for all tests: real files, a real database, a clock that stands where it is put.

The suite shares itself out among the cores by itself; ``-n 0`` runs it in this process.
"""

from __future__ import annotations

import functools
import os
import resource
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.grading import grader as grading
from quizbot.grading.grader import Grader
from quizbot.storage.database import Database, open_database

T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions"
HANGS = 300.0
"""Seconds after which what is waited for is taken to hang; no test says how fast a machine is.

What waits for something waits as long as this, or until pytest's own limit.
"""
MOST_WORK, MOST_OF_A_BROWSER = 10.0, 30.0
"""Seconds of CPU that a test may take, more of them on a machine that is slower or shares cores."""
YARDSTICK_STEPS, YARDSTICK_SECONDS = 3_000_000, 0.25
"""A little work, and the seconds of CPU that it usually takes."""
settings.register_profile(
    "any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run in as many processes as there are cores, unless a single test is named.

    A file's tests run in one process, so that what its fixtures prepare is prepared once.
    """
    option, is_worker = config.option, "PYTEST_XDIST_WORKER" in os.environ
    if is_worker or not config.pluginmanager.hasplugin("xdist"):
        return
    if (
        option.numprocesses is not None
        or option.usepdb
        or option.collectonly
        or any("::" in one for one in config.args)
    ):
        return
    option.numprocesses = config.hook.pytest_xdist_auto_num_workers(config=config)
    option.dist = "loadfile"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that does too much."""
    before = _worked()
    done = yield
    worked = _worked() - before
    most = MOST_OF_A_BROWSER if item.get_closest_marker("browser") else MOST_WORK
    if worked > most and worked > (most := most * _slowness()):
        pytest.fail(f"{item.nodeid} took {worked:.1f} s of CPU; {most:.0f} are the most. Split it.")
    return done


def some(value: T | None) -> T:
    """Return a value that is there."""
    assert value is not None
    return value


def _worked() -> float:
    """Return the seconds of CPU that this process and those that it has ended have taken."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _slowness() -> float:
    """Return how many times as long as usual this machine takes for work just now, at least 1."""
    before = _worked()
    sum(step * step % 7 for step in range(YARDSTICK_STEPS))
    return max(1.0, (_worked() - before) / YARDSTICK_SECONDS)


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


@functools.cache
def sample() -> Library:
    """Return a small bank of the tests' own: 24 questions in five topics."""
    return library.load(QUESTIONS)


@pytest.fixture(scope="session")
def bank() -> Library:
    return sample()


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The shipped bank, for what must hold for every question in it."""
    return library.load(ROOT / "questions")


@pytest.fixture(scope="session", autouse=True)
def prepared_once() -> Iterator[None]:
    """Prepare a bank for grading once a process, not for each of the graders that tests make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grading._Prepared, "of", functools.lru_cache(4)(grading._Prepared.of))
        yield


@pytest.fixture(scope="session")
def grader(bank: Library) -> Grader:
    """One for all; grading changes nothing in it."""
    return Grader(bank.questions.values())


@pytest.fixture(scope="session")
def shipped_grader(shipped: Library) -> Grader:
    return Grader(shipped.questions.values())


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(tmp_path / "quizbot.sqlite") as opened:
        yield opened
