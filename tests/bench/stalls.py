"""A watch over an event loop: how long it was held up at worst, and by what.

It runs inside the bot's process. ``SIGUSR1`` makes it say the worst since the last time, in one
line on standard error: how long nothing ran, the longest time of it that the loop's thread was
computing, with the place where it stood then, and the longest garbage collection. On a machine with
other work the first figure tells of that work too.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

EVERY = 0.005
WORTH_A_LOOK = 0.04
"""From so many seconds on it is noted where the loop's thread stands."""
FRAMES = 6
SAYS = "longest stall"


@dataclass(slots=True)
class Stall:
    """The longest time that nothing ran, the longest spent computing meanwhile, in seconds.

    ``collecting`` is the longest garbage collection, of any thread: all others stand still for it.
    """

    seconds: float = 0.0
    computing: float = 0.0
    where: str = ""
    collecting: float = 0.0

    def add(self, seconds: float, computing: float, where: str) -> None:
        self.seconds = max(self.seconds, seconds)
        own = min(seconds, computing)
        if own > self.computing:
            self.computing, self.where = own, where


class Watch:
    """Beats in the loop; a thread of its own looks where the loop stands when no beat comes."""

    def __init__(self) -> None:
        self._beat = time.perf_counter()
        self._worst = Stall()
        self._where = ""
        self._loop_thread = threading.get_ident()
        self._ended = threading.Event()
        self._collecting_since = 0.0

    async def beat(self) -> None:
        while True:
            before, computed = time.perf_counter(), time.thread_time()
            self._beat, self._where = before, ""
            await asyncio.sleep(EVERY)
            seconds = time.perf_counter() - before - EVERY
            self._worst.add(seconds, time.thread_time() - computed, self._where)

    def look(self) -> None:
        while not self._ended.wait(EVERY * 2):
            if time.perf_counter() - self._beat > WORTH_A_LOOK and not self._where:
                frame = sys._current_frames().get(self._loop_thread)
                self._where = _stack(frame) if frame else "?"

    def collect(self, phase: str, _info: dict[str, Any]) -> None:
        """Be told by the collector that it begins or ends."""
        if phase == "start":
            self._collecting_since = time.perf_counter()
        else:
            took = time.perf_counter() - self._collecting_since
            self._worst.collecting = max(self._worst.collecting, took)

    def say(self) -> None:
        worst, self._worst = self._worst, Stall()
        print(
            f"{SAYS}: {worst.seconds:.4f} s, computing {worst.computing:.4f} s, "
            f"collecting {worst.collecting:.4f} s, at {worst.where}",
            file=sys.stderr,
            flush=True,
        )

    @property
    def worst(self) -> Stall:
        """The worst since the last time that it was said."""
        return self._worst

    def end(self) -> None:
        self._ended.set()


def _stack(frame: FrameType) -> str:
    """Return the innermost lines of a stack, the innermost first."""
    lines = traceback.extract_stack(frame)[-FRAMES:][::-1]
    return " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in lines)


@asynccontextmanager
async def watching() -> AsyncIterator[None]:
    """Watch the running loop for the block."""
    watch = Watch()
    beating = asyncio.create_task(watch.beat())
    looking = threading.Thread(target=watch.look, daemon=True)
    looking.start()
    gc.callbacks.append(watch.collect)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, watch.say)
    try:
        yield
    finally:
        watch.end()
        gc.callbacks.remove(watch.collect)
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
