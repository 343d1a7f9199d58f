"""A process that has imported the bot and forks it on request, so that a start takes little."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
MODULE = "tests.loopback.nursery"
LONGEST_REQUEST = 65_536


class Born:
    """A bot that was forked; the process that minds it tells its id, then its exit status."""

    def __init__(self, pid: int, news: asyncio.StreamReader) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._news = news

    async def wait(self) -> int:
        """Wait for the end; a signal that ended it, negative."""
        if self.returncode is None:
            self.returncode = int(await self._news.read())
        return self.returncode

    def send(self, sign: signal.Signals) -> None:
        """Send a signal; nothing happens where it has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, sign)


class Nursery:
    """The harness's end."""

    def __init__(self) -> None:
        self._door, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", MODULE, str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[theirs.fileno()],
            )

    async def bear(self, environment: Mapping[str, str], folder: Path, log: int) -> Born:
        """Start a bot in a folder, its standard error the open file ``log``."""
        told, tells = os.pipe()
        request = json.dumps({"environment": dict(environment), "folder": str(folder)}).encode()
        socket.send_fds(self._door, [request], [log, tells])
        os.close(tells)
        news = await reader(told)
        return Born(int(await news.readline()), news)

    def close(self) -> None:
        """Let it end, and wait for it."""
        self._door.close()
        self._process.wait()


@functools.cache
def nursery() -> Nursery:
    """Return the one of this process."""
    made = Nursery()
    atexit.register(made.close)
    return made


async def reader(file: int) -> asyncio.StreamReader:
    """Read a pipe to its end."""
    stream = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(stream)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(file, "rb"))
    return stream


def main() -> None:
    """Fork a bot for each request, until nobody asks any more."""
    from tests.loopback import bot

    door = socket.socket(fileno=int(sys.argv[1]))
    while True:
        request, files, _, _ = socket.recv_fds(door, LONGEST_REQUEST, 2)
        if not request:
            break
        if os.fork() == 0:
            door.close()
            _mind(bot.main, json.loads(request), *files)
        for file in files:
            os.close(file)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def _mind(main: Callable[[], None], request: dict[str, Any], log: int, tells: int) -> NoReturn:
    """Fork the bot, tell its process id, wait for its end, and tell its exit status."""
    child = os.fork()
    if child == 0:
        os.close(tells)
        _live(main, request, log)
    os.close(log)
    os.write(tells, b"%d\n" % child)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(BrokenPipeError):
        os.write(tells, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _live(main: Callable[[], None], request: dict[str, Any], log: int) -> NoReturn:
    """Take the request's environment, folder and log, and be the bot."""
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream, file in ((0, nowhere), (1, nowhere), (2, log)):
        os.dup2(file, stream)
    os.close(log)
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        os._exit(end.code if isinstance(end.code, int) else bool(end.code))
    except BaseException:  # noqa: BLE001  the process ends, and its log says why
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
