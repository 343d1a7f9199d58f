"""How often bot and harness look whether there is anything to do: less often on a busy machine.

There, looks that find nothing would take what is left of it.
"""

from __future__ import annotations

import os

_QUICK = 0.04
"""Seconds, where there is a core for each."""


def pause() -> float:
    """Return the seconds between two looks."""
    return _QUICK * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
