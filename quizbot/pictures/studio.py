"""The bot's side of the worker that draws: started when it is needed, ended when it is not.

What draws takes memory and time that the bot's own process has not to spare. Pictures are kept by
what they show, so that none is drawn twice in a row and none is out of date.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from quizbot.domain import stats_picture
from quizbot.domain.stats_picture import Picture
from quizbot.errors import PictureFailed

log = logging.getLogger(__name__)

IDLE = 60.0
"""Seconds after the last picture at which the worker ends, or up to twice as many."""
DRAWN_WITHIN = 20.0
"""Seconds that a picture may take, the start of the worker included."""
GRACE = 5.0
"""Seconds that the worker has to end by itself."""
MOST_KEPT = 1_500_000
"""Bytes of pictures that are kept."""
COMMAND = (sys.executable, "-m", "quizbot.pictures.worker")
_ROOT = Path(__file__).resolve().parents[2]
_SECRETS = ("DISCORD_TOKEN",)
_FAILED = "The picture could not be drawn just now. The words below say the same."


class Studio:
    """Draws pictures, one at a time; make it with `open_studio`."""

    def __init__(
        self,
        folder: Path,
        command: Sequence[str] = COMMAND,
        *,
        idle: float = IDLE,
        patience: float = DRAWN_WITHIN,
    ) -> None:
        self._folder = folder
        self._command = command
        self._idle = idle
        self._patience = patience
        self._one_at_a_time = asyncio.Lock()
        self._process: Process | None = None
        self._used = asyncio.Event()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    @property
    def worker_id(self) -> int | None:
        """The id of the worker's process; None where none runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def draw(self, picture: Picture) -> bytes:
        """Return a picture as PNG.

        Raises:
            PictureFailed: the worker took too long, died twice, or could not be started.
        """
        line = stats_picture.write(picture)
        async with self._one_at_a_time:
            if line in self._kept:
                self._kept.move_to_end(line)
                return self._kept[line]
            self._used.set()
            png = await self._drawn(line)
            self._keep(line, png)
            return png

    async def wake(self) -> None:
        """Start the worker, so that it is ready when what it shall draw was read."""
        if not self._one_at_a_time.locked():
            async with self._one_at_a_time:
                self._used.set()
                with suppress(OSError):  # `draw` tries again, and says so
                    await self._running()

    async def _drawn(self, line: str) -> bytes:
        """Ask the worker; one that has died meanwhile is started anew, once."""
        try:
            async with asyncio.timeout(self._patience):
                try:
                    return await self._ask(line)
                except (OSError, asyncio.IncompleteReadError):
                    await self.close()
                    return await self._ask(line)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            log.warning("a picture could not be drawn: %s", type(error).__name__)
            await self.close()
            raise PictureFailed(_FAILED) from error
        except asyncio.CancelledError:  # half a reply may be on its way
            self._abandon()
            raise

    async def _ask(self, line: str) -> bytes:
        process = await self._running()
        assert process.stdin is not None  # noqa: S101  both are pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(line.encode() + b"\n")
        await process.stdin.drain()
        head = await process.stdout.readuntil(b"\n")
        said = json.loads(head)
        if "error" in said:
            log.warning("the worker could not draw a picture: %s", said["error"])
            raise PictureFailed(_FAILED)
        return await process.stdout.readexactly(int(said["size"]))

    async def _running(self) -> Process:
        """Return the worker, started if none runs."""
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        return process

    async def _start(self) -> Process:
        known = {name: value for name, value in os.environ.items() if name not in _SECRETS}
        path = os.pathsep.join(filter(None, [str(_ROOT), known.get("PYTHONPATH")]))
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={
                **known,
                "PYTHONPATH": path,
                "MPLCONFIGDIR": str(self._folder),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
            start_new_session=True,  # Ctrl-C is the bot's to hear
        )

    def _keep(self, line: str, png: bytes) -> None:
        self._kept[line] = png
        while sum(map(len, self._kept.values())) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def end_when_idle(self) -> None:
        """End the worker again and again, when nobody has asked for a picture for a while."""
        while True:
            await self._used.wait()
            while self._used.is_set():
                self._used.clear()
                await asyncio.sleep(self._idle)
            async with self._one_at_a_time:
                if not self._used.is_set():
                    await self._end()

    async def _end(self) -> None:
        """Let the worker end; one that does not is killed."""
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    await process.wait()
        await self.close()

    def _abandon(self) -> None:
        """Kill the worker without waiting for its end, which the loop hears of."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()

    async def close(self) -> None:
        """End the worker at once."""
        process = self._process
        self._abandon()
        if process is not None:
            await process.wait()


@asynccontextmanager
async def open_studio(
    command: Sequence[str] = COMMAND, *, idle: float = IDLE, patience: float = DRAWN_WITHIN
) -> AsyncIterator[Studio]:
    """Open a studio; its worker starts with the first picture and has ended behind the block."""
    with tempfile.TemporaryDirectory(prefix="quizbot-pictures-") as folder:
        studio = Studio(Path(folder), command, idle=idle, patience=patience)
        resting = asyncio.create_task(studio.end_when_idle(), name="end of the idle worker")
        try:
            yield studio
        finally:
            resting.cancel()
            with suppress(asyncio.CancelledError):
                await resting
            await studio.close()
