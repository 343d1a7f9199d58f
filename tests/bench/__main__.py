"""``python -m tests.bench [--quick] [NAME ...]``: measure, and print one table."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable
from typing import Protocol

from tests.bench import (
    acknowledging,
    boards,
    grading,
    importing,
    posting,
    revealing,
    saving,
    starting,
    stats,
)
from tests.bench.row import Row, table


class Measure(Protocol):
    """A benchmark; ``quick`` takes fewer rounds, for a look rather than a figure."""

    def __call__(self, *, quick: bool) -> Awaitable[list[Row]]: ...


BENCHMARKS: dict[str, Measure] = {
    "saving": saving.measure,
    "acknowledging": acknowledging.measure,
    "boards": boards.measure,
    "starting": starting.measure,
    "grading": grading.measure,
    "importing": importing.measure,
    "posting": posting.measure,
    "revealing": revealing.measure,
    "stats": stats.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    print(table(asyncio.run(_measure(chosen.names or list(BENCHMARKS), quick=chosen.quick))))


async def _measure(names: list[str], *, quick: bool) -> list[Row]:
    """Run the benchmarks one after the other, so that none disturbs another."""
    rows: list[Row] = []
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += await BENCHMARKS[name](quick=quick)
    return rows


if __name__ == "__main__":
    main()
