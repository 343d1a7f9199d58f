"""Documents read beside the event loop: small ones in a thread, large ones in a process."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe

from quizbot.domain.question import Question
from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import document
from quizbot.importing.document import Progress
from quizbot.importing.item import Item, Understood

LARGE = 32 * 1024
"""Bytes from which on a document is read in a process of its own.

A thread would hold up the event loop: one regular expression over two megabytes lets nothing else
run for a tenth of a second.
"""
_LONGEST = 120.0
"""Seconds after which a reading is given up."""
_AT_ONCE = 50
"""Items that come back in one piece, so that unpacking them holds up nobody."""
_LOST = "This document could not be read to its end. Split it and import the parts."


async def read(
    data: bytes, document_type: str, bank: Iterable[Question], progress: Progress
) -> Understood:
    """Understand a document; ``progress`` is called in another thread.

    Raises:
        Refusal: it cannot be read, or holds no question; the sentence says what to do.
    """
    known = [_bare(question) for question in bank]
    if len(data) < LARGE:
        return await asyncio.to_thread(
            document.understand, data, stem_set, known, progress, document_type
        )
    return await asyncio.to_thread(_apart, data, document_type, known, progress)


def _bare(question: Question) -> Question:
    """Return what near duplicates are told by."""
    return replace(
        question, key_points=(), mistakes=(), hints=(), choices=(), references=(), short_answers=()
    )


def _apart(
    data: bytes, document_type: str, bank: Sequence[Question], progress: Progress
) -> Understood:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        for piece in (data, document_type, *bank, None):
            ours.send(piece)
        return _received(ours, progress)
    except (EOFError, OSError) as error:
        raise Refusal(_LOST) from error
    finally:
        process.kill()
        process.join()
        ours.close()


def _received(pipe: Pipe, progress: Progress) -> Understood:
    items: list[Item] = []
    while pipe.poll(_LONGEST):
        said = pipe.recv()
        if isinstance(said, str):
            raise Refusal(said)
        if isinstance(said, Understood):
            return replace(said, items=tuple(items))
        if isinstance(said, tuple):
            progress(*said)
        else:
            items += said
    raise Refusal(_LOST)


def _serve(pipe: Pipe) -> None:
    """Read one document and send what was understood of it: the work of the other process."""
    data, document_type = pipe.recv(), pipe.recv()
    bank = list(iter(pipe.recv, None))
    try:
        understood = document.understand(
            data, stem_set, bank, lambda *stage: pipe.send(stage), document_type
        )
    except Refusal as refusal:
        pipe.send(str(refusal))
        return
    for first in range(0, len(understood.items), _AT_ONCE):
        pipe.send(list(understood.items[first : first + _AT_ONCE]))
    pipe.send(replace(understood, items=()))
