"""``bot.py demo``: start the demo, say where it is and what to try, end with Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import sys
import threading
import webbrowser
from datetime import timedelta
from pathlib import Path

from quizbot.commandline import signals
from quizbot.errors import SettingsError

_NOT_INSTALLED = (
    "The demo needs its extra packages. Install them with: "
    f"{sys.executable} -m pip install --require-hashes -r requirements-demo.txt"
)
_WHAT_TO_TRY = """\
A study group is open at
  {url}

Try this:
  - Press Answer below the question and write a few sentences.
  - Choose another member at the top of the page and answer as that person too.
  - The model answer comes after {wait}, or at once: as mo, give /reveal.
  - Press My result, then give /leaderboard and /quiz.
  - As mo, the moderator: /question add, /grade override, /schedule post-now, /setup.
{past}
Ctrl-C ends the demo; nothing is kept.
"""

_WITH_A_PAST = """\
  - The server has four weeks behind it: /stats me, /leaderboard period:All time, and as mo
    /stats server, /grade queue, /audit.
"""

_WHAT_TO_SET_UP = """\
A server that the bot has just joined is open at
  {url}

Try this as mo, the moderator (choose who you are at the top of the page):
  - /setup channel:quiz, then Post one now.
  - /question add, then Save and ask next.
  - /points give, /audit, /settings, /doctor.

Ctrl-C ends the demo; nothing is kept.
"""


def main(
    questions: Path,
    port: int,
    reveal_after: int,
    *,
    open_browser: bool,
    empty: bool = False,
    with_history: bool = False,
) -> int:
    """Run the demo until Ctrl-C; returns the exit status.

    Raises:
        SettingsError: the extra packages are not installed, or the port is taken.
    """
    if importlib.util.find_spec("simcord") is None:
        raise SettingsError(_NOT_INSTALLED)
    length = timedelta(seconds=reveal_after)
    kind = {"empty": empty, "with_history": with_history}
    asyncio.run(_run(questions, port, length, open_browser=open_browser, **kind))
    print("The demo has ended.")
    return 0


async def _run(
    questions: Path,
    port: int,
    reveal_after: timedelta,
    *,
    open_browser: bool,
    empty: bool,
    with_history: bool,
) -> None:
    from quizbot.demo.world import open_world

    stopped = asyncio.Event()
    signals.set_at_the_end(stopped)
    async with open_world(
        questions, port, reveal_after, empty=empty, with_history=with_history
    ) as world:
        told = _WHAT_TO_SET_UP if empty else _WHAT_TO_TRY
        past = _WITH_A_PAST if with_history else ""
        print(told.format(url=world.url, wait=in_words(reveal_after), past=past), flush=True)
        if open_browser:
            show(world.url)
        await world.live(stopped)


def in_words(wait: timedelta) -> str:
    """Return a length of time as one says it."""
    minutes, seconds = divmod(int(wait.total_seconds()), 60)
    if seconds or not minutes:
        return f"{minutes * 60 + seconds} seconds"
    return f"{minutes} minutes" if minutes > 1 else "a minute"


def show(url: str) -> threading.Thread:
    """Open the page in a browser with a window of its own, if there is one.

    Beside the loop, which serves the page: some browsers return only when they have it. One in the
    terminal would take the keyboard away from whoever started the demo.
    """

    def begin() -> None:
        with contextlib.suppress(webbrowser.Error, OSError):
            browser = webbrowser.get()
            in_terminal = type(browser) is webbrowser.GenericBrowser  # lynx, w3m and their like
            if not in_terminal or "BROWSER" in os.environ:
                browser.open(url)

    thread = threading.Thread(target=begin, name="browser", daemon=True)
    thread.start()
    return thread
