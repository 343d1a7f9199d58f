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
from quizbot.ui import client, guild_membership, messenger, reply
from quizbot.ui.rate_limit import rate_limited
from tests.loopback.clock import FileClock
from tests.loopback.kills import points
from tests.loopback.redirect import redirect
from tests.loopback.sent_at import stamped

PATIENCE = 100.0
"""Seconds that the bot waits for an answer: on a busy machine the stand-in takes its time."""


def main() -> None:
    """Run a command of the bot as its command line does, on the test's terms.

    discord.py waits two seconds for further servers before it says that it is ready; the stand-in
    has sent them all by then, so a test may shorten that. It may have its own clock, let it tick
    more often, give up sooner what is not answered, and end the process at a point.
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
    setattr(client, "rate_limited", lambda pace: stamped(rate_limited(pace)))  # noqa: B010
    _be_patient(float(given("LOOPBACK_PATIENCE") or PATIENCE))
    _end_within(float(given("LOOPBACK_END") or 2 * PATIENCE))
    if point := given("LOOPBACK_KILL"):
        points.Trap(points.read(point), armed=not given("LOOPBACK_ARMED_LATER"))
    command = given("LOOPBACK_COMMAND", "run")
    cli.main([command, *given("LOOPBACK_ARGUMENTS", "").split()])


def _no_locks(_file: int, _how: int) -> None:
    """Fail as a file system without locks does."""
    raise OSError(errno.ENOTSUP, "no locks here")


def _be_patient(seconds: float) -> None:
    """Give up what Discord does not answer after so long, and not before."""
    reply.RESPONSE_TRY = reply.ANSWER_TRY = seconds
    reply.RESPONSE_WITHIN = reply.ANSWER_WITHIN = 4 * seconds
    messenger.ANSWERED_WITHIN = guild_membership.PATIENCE_SECONDS = seconds
    background_steps.WAITED_FOR = 2 * seconds


def _end_within(seconds: float) -> None:
    """Give what is under way so much time at the end."""
    client.REPLIES_WITHIN = daily.GRACE_SECONDS = seconds


if __name__ == "__main__":
    main()
