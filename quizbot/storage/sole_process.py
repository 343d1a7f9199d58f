"""One process for each database and each token, by locks that end with their process."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizbot.errors import AlreadyRunning

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)

_STOP_THE_OTHER = (
    "Every press and command would count twice, so this one does not start. Stop the other one "
    "first; it may be a service or a container that starts by itself."
)


@contextmanager
def sole_process(database: Path, token: str) -> Iterator[None]:
    """Keep a database, and on this machine a token, for this process inside the block.

    Where there are no locks to be had (a network's file system, a folder that cannot be written) it
    goes on without: an interaction is handled once all the same (`storage.interactions`).

    Raises:
        AlreadyRunning: another process has one of them.
    """
    with contextlib.ExitStack() as held:
        for lock, what in (
            (database.with_name(f"{database.name}.lock"), f"this database ({database})"),
            (_lock_of_token(token), "this DISCORD_TOKEN"),
        ):
            if lock is not None and not _hold(lock, held):
                raise AlreadyRunning(
                    f"Another process of the bot is running with {what}. {_STOP_THE_OTHER}"
                )
        yield


def _lock_of_token(token: str) -> Path | None:
    """Return a file that all processes of this machine find by the token; it does not tell it."""
    mark = hashlib.sha256(f"quizbot {token}".encode()).hexdigest()[:32]
    try:
        return Path(tempfile.gettempdir(), f"quizbot-{mark}.lock")
    except OSError:  # there is no folder for such files
        return None


def _hold(lock: Path, held: contextlib.ExitStack) -> bool:
    """Lock a file until ``held`` ends; False where another process has locked it."""
    try:
        file = _opened(lock)
    except OSError as error:
        log.debug("no lock %s: %s", lock, error)
        return True
    held.callback(os.close, file)
    try:
        _take(file)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        log.warning("%s cannot be locked (%s): another process would not be noticed", lock, error)
    return True


def _opened(lock: Path) -> int:
    """Open a lock that may be there already, another user's too."""
    try:
        return os.open(lock, os.O_RDONLY)
    except FileNotFoundError:
        return os.open(lock, os.O_RDONLY | os.O_CREAT, 0o644)


def _take(file: int) -> None:
    """Lock an open file; OSError where it is locked, or where its system has no locks."""
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
