"""A bot in a process of its own: started, listened to, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback.nursery import ROOT, Born, nursery, reader

_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV")


class Process:
    """A running process; ``log`` holds what it has said on standard error."""

    def __init__(
        self, process: asyncio.subprocess.Process | Born, errors: asyncio.StreamReader
    ) -> None:
        self._process = process
        self._errors = errors
        self._news = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())
        self._silent = False
        self.log: list[str] = []

    @property
    def id(self) -> int:
        return self._process.pid

    async def said(self, words: str, times: int = 1) -> None:
        """Wait until so many lines of the log have these words.

        Raises:
            AssertionError: the process ended without saying so.
        """
        async with self._news:
            await self._news.wait_for(lambda: self._silent or self._count(words) >= times)
        assert self._count(words) >= times, f"never said {words!r}:\n" + "\n".join(self.log)

    async def ended(self) -> int:
        """Wait for the end and return the exit status; a signal that ended it, negative."""
        await self._listening
        return await self._process.wait()

    def kill(self) -> None:
        """End it at once (SIGKILL)."""
        if self._process.returncode is None:
            os.kill(self.id, signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end (SIGTERM)."""
        os.kill(self.id, signal.SIGTERM)

    def _count(self, words: str) -> int:
        return sum(words in line for line in self.log)

    async def _listen(self) -> None:
        async for line in self._errors:
            async with self._news:
                self.log.append(line.decode().rstrip())
                self._news.notify_all()
        async with self._news:
            self._silent = True
            self._news.notify_all()


@asynccontextmanager
async def started(
    module: str, folder: Path, environment: Mapping[str, str]
) -> AsyncIterator[Process]:
    """Run ``python -m module`` in a folder with these settings alone, at most for the block."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        cwd=folder,
        env={**_inherited(folder), "PYTHONPATH": str(ROOT), **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    async with _held(Process(process, process.stderr)) as running:
        yield running


@asynccontextmanager
async def born(folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Process]:
    """Run `tests.loopback.bot` as `started` does, forked from the nursery, which is quicker."""
    errors, log = os.pipe()
    bot = await nursery().bear({**_inherited(folder), **environment}, folder, log)
    os.close(log)
    async with _held(Process(bot, await reader(errors))) as running:
        yield running


def _inherited(folder: Path) -> dict[str, str]:
    """Return a process's own surroundings: each folder is a machine with its own locks."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**inherited, "TMPDIR": str(folder)}


@asynccontextmanager
async def _held(process: Process) -> AsyncIterator[Process]:
    """Show what it has said beside a failure, and leave nothing running."""
    try:
        yield process
    except BaseException:
        print(*process.log, sep="\n")  # shown beside the failure
        raise
    finally:
        process.kill()
        await process.ended()
