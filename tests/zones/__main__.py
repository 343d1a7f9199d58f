"""``python -m tests.zones [--from YEAR] [--years N] [ZONE ...]``: check zones, print counts."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from zoneinfo import available_timezones

from tests.zones.check import Outcome, check_zone

FIRST_YEAR, YEARS = 2026, 10
SHOWN = 20
NO_ZONES = {"localtime", "Factory"}
"""Names in the database that are no place: the machine's own zone, and "not set"."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.zones", description=__doc__)
    parser.add_argument("--from", type=int, default=FIRST_YEAR, dest="year", metavar="YEAR")
    parser.add_argument("--years", type=int, default=YEARS, metavar="N")
    parser.add_argument("zones", nargs="*", metavar="ZONE", help="all without it")
    chosen = parser.parse_args()
    first, last = date(chosen.year, 1, 1), date(chosen.year + chosen.years - 1, 12, 31)
    outcome = Outcome()
    names = chosen.zones or sorted(available_timezones() - NO_ZONES)
    for number, name in enumerate(names, 1):
        outcome.add(check_zone(name, first, last))
        print(f"\r{number} of {len(names)} zones", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(*outcome.violations[:SHOWN], sep="\n", end="\n" if outcome.violations else "")
    print(
        f"{first} to {last}: {outcome.zones} zones, {outcome.dates:,} dates, "
        f"{outcome.gaps:,} in a gap, {outcome.overlaps:,} in an overlap, "
        f"{outcome.absent:,} that do not exist; {len(outcome.violations):,} violations"
    )
    return 1 if outcome.violations else 0


if __name__ == "__main__":
    sys.exit(main())
