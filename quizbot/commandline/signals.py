"""The signals that end the process: SIGTERM, Ctrl-C, and Ctrl-Break on Windows."""

from __future__ import annotations

import asyncio
import signal

_ENDING = ("SIGTERM", "SIGINT", "SIGBREAK")


def set_at_the_end(stopped: asyncio.Event) -> None:
    """Set ``stopped`` when the running loop's process is asked to end."""
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, stopped.set)
        except NotImplementedError:  # the loops of Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
