"""Steps under way: tasks with an owner, one at a time for each challenge."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

Step = Callable[[], Awaitable[None]]

MOST_STEPS = 500
"""So many steps may be under way; those that Discord answers slowly hold up no others."""
AT_EASE = 150
"""So many are begun without a look at the others: what Discord takes in three seconds.

More would only wait for their turn, and what they hold in memory holds up the garbage collector.
"""
BESIDE = 40
"""So many are begun at a time beside more than that, which Discord seems to answer slowly."""


class Steps:
    """Begins steps, hears how they end, and waits for them.

    A step for a challenge that has one under way waits until that has ended.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._newest: dict[int, asyncio.Task[None]] = {}
        self._door = asyncio.Lock()
        self._fatal: BaseException | None = None

    @property
    def room(self) -> int:
        """How many steps may be begun now."""
        under_way = len(self._tasks)
        return max(0, min(MOST_STEPS - under_way, max(AT_EASE - under_way, BESIDE)))

    def __len__(self) -> int:
        return len(self._tasks)

    def __contains__(self, challenge_id: object) -> bool:
        return challenge_id in self._newest

    def __iter__(self) -> Iterator[int]:
        return iter(self._newest)

    def begin(self, challenge_id: int, step: Step) -> asyncio.Task[None]:
        """Begin a step; whoever waits for the task hears its error."""
        task = asyncio.create_task(
            self._take(self._newest.get(challenge_id), step), name=f"challenge {challenge_id}"
        )
        self._tasks.add(task)
        self._newest[challenge_id] = task
        task.add_done_callback(partial(self._end, challenge_id))
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

    def _end(self, challenge_id: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._newest.get(challenge_id) is task:
            del self._newest[challenge_id]
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
