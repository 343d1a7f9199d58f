"""``bot.py doctor``: whether this machine can run the bot, and what to do where it cannot."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from quizbot import __version__, settings
from quizbot.bank import library
from quizbot.clock import utc_now
from quizbot.commandline.paths import existing
from quizbot.domain.doctor import Finding, Health, fine, note, say_size, wrong
from quizbot.errors import SettingsError, Unreachable
from quizbot.grading.grader import Grader
from quizbot.settings import Settings
from quizbot.storage import ledger
from quizbot.storage.database import open_database
from quizbot.storage.doctor import Coming, Examined, examine
from quizbot.ui import gateway

ROOM = 100_000_000
"""Bytes that should be free beside the database."""
MAX_CLOCK_DRIFT = timedelta(seconds=30)
"""By so much this machine's clock may differ from Discord's."""
RUNS_SHOWN = 3
_SET_CLOCK = "Set this machine's clock, best by a time service; questions are posted by it."
_MAKE_ANEW = (
    "Make a new token on the Bot page of your application in the developer portal and put it "
    "into .env."
)


def main(chosen: Settings) -> int:
    """Print every finding with what to do; returns the exit status, 1 if anything is wrong."""
    found = []
    for finding in findings(chosen, utc_now()):
        todo = f"\n        {finding.todo}" if finding.todo else ""
        print(f"{finding.health:<6}  {finding.what}{todo}", flush=True)
        found.append(finding.health)
    wrong_ones = found.count(Health.WRONG)
    if wrong_ones:
        print(f"{wrong_ones} {'thing is' if wrong_ones == 1 else 'things are'} wrong.")
    else:
        print("Nothing is wrong.")
    return 1 if wrong_ones else 0


def rebuild(chosen: Settings) -> int:
    """Make all boards anew from the ledger, beside a running bot too; returns the exit status.

    Raises:
        StorageError: there is no database, or it is of another version.
    """
    changed = asyncio.run(_rebuild(chosen))
    if changed:
        print(f"{changed:,} entries of the boards were not as in the ledger; they are now.")
    else:
        print("The boards are as in the ledger.")
    return 0


async def _rebuild(chosen: Settings) -> int:
    async with open_database(existing(chosen), upgrade=False) as database:
        return await database.write(ledger.rebuild)


def findings(chosen: Settings, now: datetime) -> Iterator[Finding]:
    """Look at one thing after another."""
    yield fine(f"version {__version__}, Python {sys.version.split()[0]}")
    yield _bank(chosen.questions)
    yield _grader()
    yield _time_zones()
    yield _folder(chosen.data)
    yield from _database(chosen.database, now)
    yield from _discord(chosen.token, now)


def _bank(folder: Path) -> Finding:
    bank, problems = library.inspect(folder)
    if bank is None:
        return wrong(f"bank: {len(problems)} problems", "python bot.py check names each.")
    return fine(f"bank: {len(bank.questions)} questions in {len(bank.titles)} topics")


def _grader() -> Finding:
    grader = Grader(())
    if grader.lack:
        return note(f"grader: {grader.version}, not whole", grader.lack)
    return fine(f"grader: {grader.version}, whole")


def _time_zones() -> Finding:
    count = len(available_timezones())
    if count < 400:
        return wrong(f"time zones: only {count} known", "Install them: pip install tzdata")
    try:
        return fine(f"time zones: {count} known, tzdata {metadata.version('tzdata')}")
    except metadata.PackageNotFoundError:
        return note(
            f"time zones: {count} known, from the system", "pip install tzdata brings newer ones."
        )


def _folder(folder: Path) -> Finding:
    near = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not near.is_dir() or not os.access(near, os.W_OK):
        return wrong(
            f"data: {near} cannot be written", "Set QUIZBOT_DATA to a folder that the bot may use."
        )
    free = shutil.disk_usage(near).free
    if free < ROOM:
        return wrong(f"data: {say_size(free)} free in {near}", "Make room on this disk.")
    return fine(f"data: {folder}, {say_size(free)} free")


def _database(file: Path, now: datetime) -> Iterator[Finding]:
    if not file.exists():
        yield fine(f"database: none yet; the first start makes {file}")
        return
    try:
        examined = examine(file)
    except OSError as error:
        yield wrong(
            f"database: {file} cannot be read ({error})",
            "See that the file belongs to the bot's user, or put your last backup in its place.",
        )
        return
    if examined.damage:
        yield wrong(
            f"database: damaged ({examined.damage[0]})",
            "Stop the bot and put your last backup in its place.",
        )
        return
    yield _schema(examined)
    yield from _clock(examined.newest, now)
    yield from _runs(examined.coming, now)


def _schema(examined: Examined) -> Finding:
    told = f"database: sound, {say_size(examined.size)}, schema {examined.schema}"
    if examined.schema > examined.known_schema:
        return wrong(
            f"{told}, this version knows {examined.known_schema}",
            "Install the newer version that made it, or restore a backup from before the upgrade.",
        )
    if examined.schema < examined.known_schema:
        return note(
            f"{told}, this version brings {examined.known_schema}",
            "The next start migrates it; copy the file first.",
        )
    return fine(told)


def _clock(newest: datetime | None, now: datetime) -> Iterator[Finding]:
    if newest is not None and newest > now + MAX_CLOCK_DRIFT:
        yield wrong(
            f"clock: it shows {now:%Y-%m-%d %H:%M} UTC, but the database has acts of "
            f"{newest:%Y-%m-%d %H:%M} UTC",
            _SET_CLOCK,
        )


def _runs(coming: tuple[Coming, ...], now: datetime) -> Iterator[Finding]:
    if not coming:
        yield note("next runs: none is planned", "In Discord, /setup makes a daily question.")
    for run in coming[:RUNS_SHOWN]:
        local = run.due.astimezone(ZoneInfo(run.zone))
        told = f"next run: schedule {run.schedule_id} at {local:%Y-%m-%d %H:%M} ({run.zone})"
        if run.problem:
            yield wrong(f"{told} cannot post: {run.problem}", "/doctor in that server says more.")
        elif run.due < now - timedelta(minutes=2):
            yield note(f"{told} is overdue", "Start the bot; python bot.py run.")
        else:
            yield fine(told)


def _discord(token: str, now: datetime) -> Iterator[Finding]:
    if not token:
        yield wrong("token: none", settings.HOW_TO_START)
        return
    if problem := settings.token_problem(token):
        yield wrong(f"token: {problem}", _MAKE_ANEW)
        return
    try:
        answer = asyncio.run(gateway.ask(token))
    except SettingsError as error:
        yield wrong(f"token: {error}", _MAKE_ANEW)
    except Unreachable as error:
        yield wrong(f"gateway: {error}", "Check this machine's connection to discord.com.")
    else:
        yield fine("token: accepted by Discord")
        yield _starts(answer.starts_left)
        if answer.clock is not None:
            yield _against_discord(answer.clock, utc_now())


def _starts(left: int) -> Finding:
    if left < 10:
        return wrong(
            f"gateway: {left} starts left today", "Let the bot rest; Discord counts them daily."
        )
    return fine(f"gateway: answers, {left} starts left today")


def _against_discord(discord_clock: datetime, now: datetime) -> Finding:
    skew = now - discord_clock
    if abs(skew) > MAX_CLOCK_DRIFT:
        ahead = "ahead of" if skew > timedelta(0) else "behind"
        return wrong(f"clock: {abs(skew).seconds} s {ahead} Discord's", _SET_CLOCK)
    return fine("clock: agrees with Discord's")
