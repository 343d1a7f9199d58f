"""What the lives of a campaign are to end by, one after another."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.loopback.kills.acts import KINDS, REGRADE, points_of
from tests.loopback.kills.points import AFTER, BEFORE, DURABLE, Point, of
from tests.loopback.kills.steps import OF_THE_ROUND

LONGEST = 0.8
"""Seconds within which a random instant lies: a start and all that is due take about as long."""
ROUND = "in the round"
_FIRST = {
    "follow the schedule": Point("send the question", BEFORE),
    "look for the question": Point("send the question", AFTER),
    "look for the reveal": Point("send the reveal", AFTER),
    "look for the notice": Point("send the notice", AFTER),
}
"""What is looked for only after another kill."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A point, of an ``act`` that is given alone once all is at rest, or of the round; or seconds.

    Without either the life ends at rest.
    """

    point: Point | None = None
    act: str = ""
    seconds: float | None = None

    def __str__(self) -> str:
        return f"{self.act or ROUND}: {self.point}"


def of_acts() -> list[Aim]:
    """Return every instant of every act."""
    return [Aim(point, act) for act in (*KINDS, REGRADE) for point in points_of(act)]


def of_the_round() -> list[Aim]:
    """Return every instant while all happens at once."""
    return [Aim(point) for step in OF_THE_ROUND for point in of(step)]


def every() -> list[Aim]:
    """Return all of them."""
    return [*of_the_round(), *of_acts()]


class Aims:
    """Aims and random instants without end: first every one, then each at any turn.

    One that was not reached, since nothing of its kind was due, comes once more later.
    """

    def __init__(self, rng: random.Random, aims: Sequence[Aim]) -> None:
        self._rng = rng
        self._aims = aims
        self._next = self._all()
        self._missed: list[Aim] = []

    def take(self) -> Aim:
        """Return what the next life is to end by."""
        if self._missed and self._rng.random() < 0.5:
            return self._missed.pop(0)
        return next(self._next)

    def missed(self, aim: Aim) -> None:
        """Take an aim again that was not reached."""
        if aim.point is not None and aim.point.turn == 1:
            self._missed.append(aim)

    def _all(self) -> Iterator[Aim]:
        for sweep in itertools.count():
            turns = [1, 1, 2, 3] if sweep else [1]
            for place, aim in enumerate(self._rng.sample(self._aims, k=len(self._aims))):
                yield from self._ways_to(aim, turns)
                if place % 6 == 5:
                    yield Aim(seconds=self._rng.uniform(0, LONGEST))

    def _ways_to(self, aim: Aim, turns: Sequence[int]) -> Iterator[Aim]:
        point = aim.point
        if aim.act or point is None or point.instant == DURABLE:
            yield aim
        elif point.step in _FIRST:
            yield Aim(_FIRST[point.step])
            yield aim
        else:
            yield replace(aim, point=replace(point, turn=self._rng.choice(turns)))
