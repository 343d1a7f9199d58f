"""A row of the table, and how measured times are told in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the figure, and (where the project promises one) the figure to hold."""

    what: str
    figure: str
    hold: str = ""


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0..1) of all do not exceed."""
    return sorted(seconds)[max(0, math.ceil(len(seconds) * share) - 1)]


def times(seconds: Sequence[float], high: float = 0.99) -> str:
    """Return median and a high percentile."""
    middle, far = (short(percentile(seconds, share)) for share in (0.5, high))
    return f"p50 {middle}, p{high * 100:.0f} {far}"


def short(seconds: float) -> str:
    """Return a time in milliseconds."""
    milliseconds = seconds * 1000
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def table(rows: Iterable[Row]) -> str:
    """Return the rows in columns."""
    cells = [("what", "figure", "to hold"), *((row.what, row.figure, row.hold) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(3)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
