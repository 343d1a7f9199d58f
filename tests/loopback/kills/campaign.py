"""A campaign: so many kills over several episodes, counted by where they hit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.loopback.kills.episode import AT_REST, Episode, episode, plan_hours
from tests.loopback.kills.points import AFTER, BEFORE, DURABLE, Point, every

EPISODE = 50
"""Kills of one database."""
LONGEST = 0.8
"""Seconds within which a random instant lies: a start and all that is due take about as long."""
_FIRST = {
    "follow the schedule": Point("send the question", BEFORE),
    "look for the question": Point("send the question", AFTER),
    "look for the reveal": Point("send the reveal", AFTER),
}
"""What is looked for only after another kill."""


@dataclass(slots=True)
class Outcome:
    """Kills by where they hit, broken promises, and what the episodes came to."""

    kills: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)


class Aims:
    """Points and random instants without end: first every point, then each at any turn.

    One that was not reached, since nothing of its kind was due, comes once more later.
    """

    def __init__(self, rng: random.Random, points: Sequence[Point]) -> None:
        self._rng = rng
        self._points = points
        self._next = self._all()
        self._missed: list[Point] = []

    def take(self) -> tuple[Point | None, float | None]:
        """Return a point, or seconds after which to kill."""
        if self._missed and self._rng.random() < 0.5:
            return self._missed.pop(0), None
        return next(self._next)

    def missed(self, point: Point | None) -> None:
        """Take a point again that was not reached."""
        if point is not None and point.turn == 1:
            self._missed.append(point)

    def _all(self) -> Iterator[tuple[Point | None, float | None]]:
        turns = [1]
        while True:
            for place, point in enumerate(self._rng.sample(self._points, k=len(self._points))):
                if point.step in _FIRST:
                    yield _FIRST[point.step], None
                    yield point, None
                elif point.instant == DURABLE:
                    yield point, None
                else:
                    yield replace(point, turn=self._rng.choice(turns)), None
                if place % 6 == 5:
                    yield None, self._rng.uniform(0, LONGEST)
            turns = [1, 1, 2, 3]


async def campaign(
    folder: Path, questions: Path, kills: int, seed: int, points: Sequence[Point] | None = None
) -> AsyncIterator[Outcome]:
    """Yield the outcome after each episode; without ``points`` it aims at every one."""
    rng = random.Random(seed)
    outcome, aims = Outcome(), Aims(rng, points or every())
    template = folder / "template.sqlite"
    await plan_hours(questions, template)
    for number in range(-(-kills // EPISODE)):
        place = folder / f"episode-{number}"
        async with episode(place, questions, template, rng) as stage:
            for _ in range(min(EPISODE, kills - number * EPISODE)):
                await _kill(stage, aims, outcome)
            outcome.violations += [f"{place.name}, at its end: {v}" for v in await stage.end()]
            outcome.figures.update(stage.figures)
        yield outcome


async def _kill(stage: Episode, aims: Aims, outcome: Outcome) -> None:
    point, seconds = aims.take()
    where, violations = await stage.live(point, seconds)
    outcome.kills[where] += 1
    outcome.violations += [f"{stage.folder.name}, {where}: {v}" for v in violations]
    if where == AT_REST:
        aims.missed(point)
