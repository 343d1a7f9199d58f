"""The order in which choices are shown."""

from __future__ import annotations

import random


def shown_order(count: int, seed: int) -> tuple[int, ...]:
    """Return the indices of ``count`` choices in the order to show.

    The same seed gives the same order.
    """
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311  not a secret
    return tuple(order)
