"""``python -m tests.loopback.bot``: the real bot in its own process, on the stand-in."""

from __future__ import annotations

import errno
import fcntl
import functools
import os
from pathlib import Path

from quizbot import app, clock
from quizbot.commandline import cli, regrade, run
from quizbot.services import background_steps, daily
from quizbot.ui import client, messenger, reply
from tests.loopback.clock import FileClock
from tests.loopback.kills import points
from tests.loopback.redirect import redirect


def main() -> None:
    """Run a command of the bot as its command line does, on the test's terms.

    discord.py waits two seconds for further servers before it says that it is ready; the stand-in
    has sent them all by then, so a test may shorten that. It may have its own clock, let it tick
    more often, and end the process at a point.
    """
    redirect()
    given = os.environ.get
    if seconds := given("LOOPBACK_READY"):
        open_app = functools.partial(app.open_app, guild_ready_timeout=float(seconds))
        setattr(run, "open_app", open_app)  # noqa: B010  it only uses the name
    if seconds := given("LOOPBACK_TICK"):
        clock.EVERY_SECONDS = float(seconds)
    if file := given("LOOPBACK_CLOCK"):
        for module in (run, regrade):
            setattr(module, "utc_now", FileClock(Path(file)))  # noqa: B010
    if given("LOOPBACK_NO_LOCKS"):
        setattr(fcntl, "flock", _no_locks)  # noqa: B010
    if seconds := given("LOOPBACK_PATIENCE"):
        _be_patient(float(seconds))
    if point := given("LOOPBACK_KILL"):
        points.Trap(points.read(point), armed=not given("LOOPBACK_ARMED_LATER"))
    command = given("LOOPBACK_COMMAND", "run")
    cli.main([command, *given("LOOPBACK_ARGUMENTS", "").split()])


def _no_locks(_file: int, _how: int) -> None:
    """Fail as a file system without locks does."""
    raise OSError(errno.ENOTSUP, "no locks here")


def _be_patient(seconds: float) -> None:
    """Give up what Discord does not answer after so long, and no sooner."""
    reply.RESPONSE_WITHIN = max(reply.RESPONSE_WITHIN, seconds)
    reply.RESPONSE_TRY = reply.ANSWER_TRY = seconds
    reply.ANSWER_WITHIN = 4 * seconds
    messenger.ANSWERED_WITHIN = seconds
    background_steps.WAITED_FOR = 2 * seconds
    client.REPLIES_WITHIN = daily.GRACE_SECONDS = 2 * seconds


if __name__ == "__main__":
    main()
