"""Throw broken documents at the importer for a while, and count.

    python -m tests.importing.fuzz --seconds 600

Each document is a sample (or two of them glued together) with bytes flipped, parts doubled, dropped
and moved, or mere marks and chance. A crash is anything but a result or a refusal.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Sequence
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
    *(b"\n\n", b"---\n", b"questions:\n", b"&a [", b"*a", b"?", b"[x](#y)", b"\r", b"<!--", b"> "),
)


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for the time given; returns 1 after a crash, whose document is printed."""
    parser = argparse.ArgumentParser(description="Throw broken documents at the importer.")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    rng = random.Random(chosen.seed)
    samples = [file.read_bytes() for file in (Path(__file__).parent / "samples").iterdir()]
    count = crashes = refused = found = 0
    slowest = 0.0
    end = time.monotonic() + chosen.seconds
    while time.monotonic() < end:
        data = broken(rng, samples)
        start = time.monotonic()
        try:
            found += len(document.understand(data, stem_set).items)
        except Refusal:
            refused += 1
        except Exception:  # noqa: BLE001 - any crash is what is looked for
            crashes += 1
            print(traceback.format_exc(), repr(data), sep="\n")
        slowest = max(slowest, time.monotonic() - start)
        count += 1
    print(
        f"{count:,} documents, {crashes} crashes, {refused:,} refused, {found:,} questions found, "
        f"slowest {slowest:.2f} s, seed {chosen.seed}"
    )
    return int(crashes > 0)


if __name__ == "__main__":
    sys.exit(main())
