"""``python -m tests.loopback.kills --kills 1000 --seed 1``: the long form."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.loopback.conftest import QUESTION
from tests.loopback.kills.campaign import Outcome, campaign

TOLD_EVERY = 25
"""Kills after which a line says how far it is."""


def main() -> int:
    """Run it, print the counts, and return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.loopback.kills")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(_run(Path(folder), chosen.kills, chosen.seed))
    return 1 if outcome.violations else 0


async def _run(folder: Path, kills: int, seed: int) -> Outcome:
    questions = folder / "questions"
    questions.mkdir()
    (questions / "diffusion.yaml").write_text(QUESTION, encoding="utf-8")
    start, outcome, told = time.perf_counter(), Outcome(), 0
    with contextlib.suppress(asyncio.CancelledError):  # Ctrl-C: what there is by then is told
        async for outcome in campaign(folder, questions, kills, seed):
            print(*outcome.violations[told:], sep="\n", end="", file=sys.stderr)
            told = len(outcome.violations)
            if outcome.kills.total() % TOLD_EVERY == 0:
                print(f"{outcome.kills.total()} kills, {told} violations", file=sys.stderr)
    _print(outcome, time.perf_counter() - start)
    return outcome


def _print(outcome: Outcome, seconds: float) -> None:
    acts: Counter[str] = Counter()
    for where, count in sorted(outcome.kills.items()):
        acts[where.partition(":")[0]] += count
        print(f"{count:6,}  {where}")
    print("by act:")
    for act, count in sorted(acts.items()):
        print(f"{count:6,}  {act}")
    total = outcome.kills.total()
    print(f"{total:6,}  kills in {seconds:,.0f} s, {seconds / max(1, total):.2f} s each")
    for name, count in outcome.figures.items():
        print(f"{count:6,}  {name}")
    print(f"{len(outcome.missed):6,}  lives that did not come to where they were to end")
    print(f"{len(outcome.violations):6,}  violations")


if __name__ == "__main__":
    sys.exit(main())
