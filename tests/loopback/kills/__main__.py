"""``python -m tests.loopback.kills --kills 1000 --seed 1``: the long form."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.loopback.conftest import QUESTION
from tests.loopback.kills.campaign import Outcome, campaign


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
    start, outcome = time.perf_counter(), Outcome()
    async for outcome in campaign(folder, questions, kills, seed):
        done, broken = outcome.kills.total(), len(outcome.violations)
        print(f"{done} kills, {broken} violations", file=sys.stderr)
    _print(outcome, time.perf_counter() - start)
    return outcome


def _print(outcome: Outcome, seconds: float) -> None:
    for where, count in sorted(outcome.kills.items()):
        print(f"{count:6,}  {where}")
    total = outcome.kills.total()
    print(f"{total:6,}  kills in {seconds:,.0f} s, {seconds / max(1, total):.2f} s each")
    for name, count in outcome.figures.items():
        print(f"{count:6,}  {name}")
    print(f"{len(outcome.violations):6,}  violations")
    print(*outcome.violations[:50], sep="\n")


if __name__ == "__main__":
    sys.exit(main())
