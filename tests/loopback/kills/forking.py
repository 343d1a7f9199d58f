"""A process that has imported the bot and forks it on request, so that a start takes little.

``python -m tests.loopback.kills.forking`` reads a request a line (JSON: the environment and the
file of the log) and answers with the child's process id, then with its exit status.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback.process import ROOT

MODULE = "tests.loopback.kills.forking"


class Nursery:
    """The harness's end: `start` one bot, wait until it `ended`, start the next."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def start(self, environment: Mapping[str, str], log: Path) -> int:
        """Start a bot and return its process id."""
        request = {"environment": dict(environment), "log": str(log)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        return await self._number()

    async def ended(self) -> int:
        """Wait for the end of the bot; a signal that ended it, negative."""
        return await self._number()

    async def _number(self) -> int:
        assert self._process.stdout is not None
        return int(await self._process.stdout.readline())


@asynccontextmanager
async def nursery(folder: Path) -> AsyncIterator[Nursery]:
    """Open the nursery for the block; the bots run in this folder."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        MODULE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        process.kill()
        await process.wait()


def main() -> None:
    """Fork a bot for each request."""

    from tests.loopback import bot

    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_born(request)
            try:
                bot.main()
            except SystemExit as end:
                os._exit(end.code if isinstance(end.code, int) else bool(end.code))
            except BaseException:  # noqa: BLE001  the process ends, and its log says why
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _be_born(request: dict[str, str | dict[str, str]]) -> None:
    """Take the request's environment and log, and leave the nursery's pipes alone."""
    os.environ.update(request["environment"])  # type: ignore[arg-type]
    log = os.open(str(request["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream, file in ((0, nowhere), (1, nowhere), (2, log)):
        os.dup2(file, stream)


if __name__ == "__main__":
    main()
