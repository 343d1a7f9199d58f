"""Standard output that loses nothing to a narrow encoding and ends quietly at a closed pipe."""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CLOSED_PIPE = 128 + 13
"""The status that shells show for a program which SIGPIPE ended."""


@contextmanager
def lasting() -> Iterator[None]:
    """Let what is printed inside come out whole, whatever standard output is.

    Characters that its encoding lacks are written as escapes. Whoever reads may leave early
    (``| head -1``), and a full disk is one sentence.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            _flush()
    except OSError as error:
        full = error.errno == errno.ENOSPC
        if not full and not _reader_is_gone():
            raise
        _silence()
        if full:
            sys.exit("The disk is full, and the output not complete. Make room and try again.")
        sys.exit(_CLOSED_PIPE)


def hold_a_document() -> None:
    """Write UTF-8 from now on, with line ends as they are; a terminal keeps its encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="")


def _flush() -> None:
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def _reader_is_gone() -> bool:
    """Tell a closed pipe from an error of a connection that has nothing to do with the output."""
    try:
        _flush()
    except OSError:
        return True
    if sys.platform == "win32" or sys.stdout is None:
        return False
    look = select.poll()
    look.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in look.poll(0))


def _silence() -> None:
    """Drop what is left, or the interpreter's own last flush would speak of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
