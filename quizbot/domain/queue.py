"""The moderators' queue: which run takes which question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from quizbot.domain.picking import first_fitting
from quizbot.domain.question import Form, Question

LONGEST_QUEUE = 50
"""Questions that a queue holds; who wants more of an order makes a schedule of topics."""

NOTHING_OPEN: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ComingRun:
    """A time at which a schedule posts a question of its form."""

    due: datetime
    schedule_id: int
    channel_id: int
    form: Form


def forecast(
    queue: Sequence[Question],
    runs: Iterable[ComingRun],
    open_until: Mapping[str, datetime] = NOTHING_OPEN,
) -> dict[str, ComingRun]:
    """Return, by question id, the run that takes each queued question.

    A run takes the first question left that fits it and is not open then; what no run takes is left
    out.
    """
    left = list(queue)
    taken: dict[str, ComingRun] = {}
    for run in sorted(runs, key=lambda run: (run.due, run.schedule_id)):
        ready = (one for one in left if one.id not in open_until or open_until[one.id] < run.due)
        fitting = first_fitting(ready, run.form)
        if fitting is not None:
            left.remove(fitting)
            taken[fitting.id] = run
    return taken
