"""``python -m tests.loopback.bot``: the real bot in its own process, on the stand-in."""

from __future__ import annotations

import functools
import os

from quizbot import cli, run
from tests.loopback.redirect import redirect


def main() -> None:
    """Run the bot as its command line does.

    discord.py waits two seconds for further servers before it says that it is ready; the stand-in
    has sent them all by then, so a test may shorten that.
    """
    redirect()
    if seconds := os.environ.get("LOOPBACK_READY"):
        run.open_app = functools.partial(run.open_app, guild_ready_timeout=float(seconds))
    cli.main(["run"])


if __name__ == "__main__":
    main()
