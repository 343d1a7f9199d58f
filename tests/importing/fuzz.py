"""Throw broken documents at each reader of the importer for a while, and count.

    python -m tests.importing.fuzz --minutes 10

Each document is a sample (or two of them glued together) with bytes flipped, parts doubled, dropped
and moved, or mere marks and chance. Each reader gets the documents of its own type, and all of them
go to the importer as a whole ("any"). A crash is anything but a result or a refusal.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import document

MARKS = (
    *(
        b"Q: ",
        b"A: ",
        b"**",
        b"```\n",
        b"| a | b |\n",
        b"<details>",
        b"</summary>",
        b"::",
        b"{",
        b"}",
    ),
    *(b"=", b"~", b"\t", b'"', b"#separator:tab\n", b"\xff", b"\x00", b"\xe2\x80", b"- ", b"1. "),
    *(b"\\question ", b"<quiz>", b"<answer fraction=", b"MC\t", b" >> ", b"[[questions]]\n"),
    *(b"\n\n", b"---\n", b"questions:\n", b"&a [", b"*a", b"?", b"[x](#y)", b"\r", b"<!--", b"> "),
)

ANY = "any"
"""The importer as a whole, which chooses the reader by itself."""


class Chance(Protocol):
    """What is needed of a random generator."""

    def random(self) -> float:
        """Return a number from 0 to 1."""
        ...

    def randrange(self, stop: int, /) -> int:
        """Return a whole number below ``stop``."""
        ...


def broken(rng: Chance, samples: Sequence[bytes]) -> bytes:
    """Return a document that nobody wrote."""
    data = bytearray(samples[rng.randrange(len(samples))])
    if rng.random() < 0.3:
        data += samples[rng.randrange(len(samples))]
    for _ in range(1 + rng.randrange(12)):
        place = rng.randrange(len(data) + 1)
        other = min(len(data), place + 1 + rng.randrange(200))
        kind = rng.randrange(5)
        if kind == 0:
            data[place:place] = MARKS[rng.randrange(len(MARKS))]
        elif kind == 1:
            del data[place:other]
        elif kind == 2:
            data[place:place] = data[place:other]
        elif kind == 3:
            data[place:other] = bytes(rng.randrange(256) for _ in range(rng.randrange(8)))
        else:
            data[place:other] = MARKS[rng.randrange(len(MARKS))] * (1 + rng.randrange(40))
    return bytes(data)


@dataclass
class Count:
    """What became of the documents that one reader got; ``slowest`` in seconds."""

    reader: str
    documents: int = 0
    crashes: int = 0
    refused: int = 0
    found: int = 0
    slowest: float = 0.0

    def row(self) -> str:
        return (
            f"{self.reader:10} {self.documents:8,} documents, {self.crashes} crashes, "
            f"{self.refused:,} refused, {self.found:,} questions, slowest {self.slowest:.2f} s"
        )


def samples() -> dict[str, list[bytes]]:
    """Return the samples of each type of document, and all of them for the importer as a whole."""
    found: dict[str, list[bytes]] = {name: [] for name in (*document.TYPES, ANY)}
    for file in sorted((Path(__file__).parent / "samples").iterdir()):
        if file.name == "questions.json":
            continue
        data = file.read_bytes()
        found[ANY].append(data)
        for name in document.TYPES:
            if _understood(data, name):
                found[name].append(data)
    return found


def _understood(data: bytes, document_type: str) -> int:
    """Return how many questions were found, 0 where the document is refused."""
    try:
        return len(document.understand(data, stem_set, document_type=document_type).items)
    except Refusal:
        return 0


def throw(rng: Chance, data: Sequence[bytes], count: Count) -> None:
    """Throw one broken document at a reader; the document of a crash is printed."""
    made = broken(rng, data)
    start = time.monotonic()
    try:
        found = _understood(made, "" if count.reader == ANY else count.reader)
        count.found += found
        count.refused += not found
    except Exception:  # noqa: BLE001 - any crash is what is looked for
        count.crashes += 1
        print(traceback.format_exc(), repr(made), sep="\n")
    count.slowest = max(count.slowest, time.monotonic() - start)
    count.documents += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for the time given, the same for each reader; returns 1 after a crash."""
    parser = argparse.ArgumentParser(description="Throw broken documents at the importer.")
    parser.add_argument("--minutes", type=float, default=10.0, help="for all readers together")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    data = samples()
    counts = [Count(name) for name in data]
    for count in counts:
        rng = random.Random(f"{chosen.seed} {count.reader}")
        end = time.monotonic() + chosen.minutes * 60 / len(counts)
        while time.monotonic() < end:
            throw(rng, data[count.reader], count)
        print(count.row(), flush=True)
    print(f"seed {chosen.seed}")
    return int(any(count.crashes for count in counts))


if __name__ == "__main__":
    sys.exit(main())
