"""Steps under way: tasks with an owner, one at a time for each subject."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

Step = Callable[[], Awaitable[None]]
Aside = Literal["notices", "drafts"]
"""What nobody waits for: what moderators are told unasked, and drafts of verdicts."""
Subject = int | Aside
"""What a step is about: a challenge, by its id, or something aside."""

MOST_STEPS = 500
"""So many steps may be under way; those that Discord answers slowly hold up no others."""
AT_EASE = 150
"""So many are begun without a look at the others: what Discord takes in three seconds.

More would only wait for their turn, and what they hold in memory holds up the garbage collector.
"""
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
