"""Importing: two megabytes of questions into a server, and the event loop meanwhile."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from quizbot.bank import library
from quizbot.domain.imports import Import
from quizbot.services.imports import Imports
from quizbot.storage.database import open_database
from tests.bench.row import Row, short
from tests.bench.stalls import Watch

BANK = Path(__file__).resolve().parents[2] / "questions"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
QUESTIONS, QUICK_QUESTIONS = 2_900, 300
HOLD = "< 30 s of CPU, < 50 ms computing"
"""On a machine with other work the time on the clock and the longest stall tell of that too."""
WORDS = ("river", "stone", "copper", "iron", "planet", "cloud", "amber", "quartz", "meadow")


def document(kind: str, count: int) -> bytes:
    """Return a document of one kind with so many questions that nobody asks."""
    rng = random.Random(1)

    def words(number: int) -> str:
        return " ".join(f"{rng.choice(WORDS)}{rng.randrange(300)}" for _ in range(number))

    def options(mark: str) -> str:
        return "\n".join(f"{letter}{mark} {words(14)}" for letter in "ABCD")

    entries: dict[str, Callable[[int], str]] = {
        "Q: and A:": lambda _: f"Q: What is {words(4)}?\nA: {words(75)}.\n\n",
        "numbered headings": lambda i: f"### {i}. What is {words(4)}?\n\n{words(75)}.\n\n",
        "lettered options": lambda i: f"{i}. What is {words(4)}?\n{options(')')}\nAnswer: B\n\n",
        "GIFT": lambda _: f"What is {words(4)}? {{={words(30)} ~{words(20)} ~{words(20)}}}\n\n",
        "CSV": lambda _: f'"What is {words(4)}?","{words(75)}."\n',
    }
    head = "question,answer\n" if kind == "CSV" else ""
    return (head + "".join(map(entries[kind], range(1, count + 1)))).encode()[: 2 * 1024 * 1024]


async def measure(*, quick: bool) -> list[Row]:
    rows = []
    for kind in ("Q: and A:", "numbered headings", "lettered options", "GIFT", "CSV"):
        data = document(kind, QUICK_QUESTIONS if quick else QUESTIONS)
        rows.append(await _import(kind, data))
    return rows


async def _import(kind: str, data: bytes) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(Path(folder) / "quizbot.sqlite") as database:
            imports = Imports(database, library.load(BANK))
            watch = Watch()
            beating = asyncio.create_task(watch.beat())
            await asyncio.sleep(0.05)
            start, worked = time.perf_counter(), _cpu()
            found: Import = await imports.start(
                1, 1, data, "foundations", NOW, lambda _what, _percent: None
            )
            took, worked = time.perf_counter() - start, _cpu() - worked
            beating.cancel()
            worst = watch.worst
    figure = (
        f"{found.size:,} questions in {worked:.1f} s of CPU ({took:.1f} s), longest stall of the "
        f"loop {short(worst.seconds)}, computing {short(worst.computing)}"
    )
    return Row(f"import of {len(data) / 1e6:.1f} MB, {kind}", figure, HOLD)


def _cpu() -> float:
    """Return the seconds of CPU spent by this process and those that it ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
