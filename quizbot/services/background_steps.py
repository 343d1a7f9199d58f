"""Steps under way: tasks with an owner, one at a time for each subject."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, get_args

from quizbot.errors import StorageError

log = logging.getLogger(__name__)

Step = Callable[[], Awaitable[None]]
Work = Callable[[datetime], Awaitable[None]]
Aside = Literal["notices", "drafts", "sums", "reminders"]
"""What nobody waits for: what moderators are told unasked, drafts of verdicts, statistics' sums,
reminders."""
Subject = int | Aside | tuple[str, int]
"""What a step is about: a challenge, by its id, something aside, or a message, by kind and id."""

MOST_STEPS = 500
"""So many steps may be under way; those that Discord answers slowly hold up no others."""
AT_EASE = 150
"""So many are begun without a look at the others: what Discord takes in three seconds.

More would only wait for their turn, and what they hold in memory holds up the garbage collector.
"""
REST_FOR = timedelta(seconds=30)
"""So long nothing is begun when the database could not be written, or when it has just failed."""
BESIDE = 40
"""So many are begun at a time beside more than that, which Discord seems to answer slowly."""

WAITED_FOR = 60.0
"""Seconds that who asked for a step waits for it; Discord forgets a command after 15 minutes."""


async def ended(step: asyncio.Task[None]) -> bool:
    """Wait for a step, and raise its error; False where it takes too long and goes on by itself."""
    done, _ = await asyncio.wait([step], timeout=WAITED_FOR)
    if done:
        await step
    return bool(done)


class Steps:
    """Begins steps, hears how they end, and waits for them.

    A step for a subject that has one under way waits until that has ended.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._newest: dict[Subject, asyncio.Task[None]] = {}
        self._door = asyncio.Lock()
        self._fatal: BaseException | None = None

    @property
    def room(self) -> int:
        """How many steps may be begun now."""
        under_way = len(self._tasks)
        return max(0, min(MOST_STEPS - under_way, max(AT_EASE - under_way, BESIDE)))

    def __len__(self) -> int:
        return len(self._tasks)

    def __contains__(self, subject: object) -> bool:
        return subject in self._newest

    @property
    def challenges(self) -> frozenset[int]:
        """The ids of the challenges that have a step under way."""
        return frozenset(subject for subject in self._newest if isinstance(subject, int))

    @property
    def subjects(self) -> frozenset[Subject]:
        """What has a step under way."""
        return frozenset(self._newest)

    def begin(self, subject: Subject, step: Step) -> asyncio.Task[None]:
        """Begin a step; whoever waits for the task hears its error."""
        task = asyncio.create_task(
            self._take(self._newest.get(subject), step), name=f"step of {subject}"
        )
        self._tasks.add(task)
        self._newest[subject] = task
        task.add_done_callback(partial(self._end, subject))
        return task

    async def settle(self) -> None:
        """Wait until no step is under way; what ends the process is raised here."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        if self._fatal is not None:
            raise self._fatal

    async def finish(self, seconds: float) -> None:
        """Give what is under way so much time, then break it off."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _end(self, subject: Subject, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._newest.get(subject) is task:
            del self._newest[subject]
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Exception):
            self._fatal = error

    async def _take(self, earlier: asyncio.Task[None] | None, step: Step) -> None:
        """Take a step after the ``earlier`` one; others run between the first acts of two steps."""
        if earlier is not None:
            await asyncio.wait([earlier])
        async with self._door:
            await asyncio.sleep(0)
        await step()


class Rest:
    """A while in which ``what`` fails is not begun again, so that nothing is done in vain."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._since: datetime | None = None

    def begin(self, error: Exception, now: datetime) -> None:
        """Rest because of an error; one of the database's says in its sentence what it is."""
        if not self.lasts(now):
            surprise = None if isinstance(error, StorageError) else error
            log.error("%s rests for %s: %s", self._what, REST_FOR, error, exc_info=surprise)
            self._since = now

    def lasts(self, now: datetime) -> bool:
        """Tell whether nothing is to be begun."""
        return self._since is not None and self._since <= now < self._since + REST_FOR


class Asides:
    """Begins what nobody waits for: one step of each kind at a time, which rests when it failed."""

    def __init__(self, steps: Steps, rest_of_all: Rest) -> None:
        self._steps = steps
        self._rest_of_all = rest_of_all
        self._rests = {subject: Rest(f"the step for {subject}") for subject in get_args(Aside)}

    def begin(self, subject: Aside, work: Work, now: datetime) -> None:
        """Begin a step, unless it is under way or has just failed."""
        if subject not in self._steps and not self._rests[subject].lasts(now):
            self._steps.begin(subject, partial(self._take, subject, work, now))

    async def _take(self, subject: Aside, work: Work, now: datetime) -> None:
        try:
            await work(now)
        except StorageError as error:
            self._rest_of_all.begin(error, now)
        except Exception as error:  # noqa: BLE001  it is logged there
            self._rests[subject].begin(error, now)
