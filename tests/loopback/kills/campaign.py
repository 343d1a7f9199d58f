"""A campaign: so many kills over several episodes, counted by where they hit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.loopback.kills.aims import Aim, Aims, every
from tests.loopback.kills.episode import AT_REST, Episode, episode
from tests.loopback.kills.template import furnish

EPISODE = 50
"""Kills of one database."""


@dataclass(slots=True)
class Outcome:
    """Kills by where they hit, broken promises, and what the episodes came to."""

    kills: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def note(self, episode: str, where: str, broken: Iterable[str]) -> None:
        """Note what is broken, once in an episode."""
        for sentence in broken:
            if (episode, sentence) not in self._seen:
                self._seen.add((episode, sentence))
                self.violations.append(f"{episode}, {where}: {sentence}")


async def campaign(
    folder: Path, questions: Path, kills: int, seed: int, aimed: Sequence[Aim] | None = None
) -> AsyncIterator[Outcome]:
    """Yield the outcome after each kill, and at the end; if not told, it aims at every instant."""
    rng = random.Random(seed)
    outcome, aims = Outcome(), Aims(rng, aimed or every())
    template = folder / "template.sqlite"
    await furnish(questions, template)
    for number in range(-(-kills // EPISODE)):
        place = folder / f"episode-{number}"
        async with episode(place, questions, template, rng) as stage:
            for _ in range(min(EPISODE, kills - number * EPISODE)):
                await _kill(stage, aims, outcome)
                yield outcome
            outcome.note(place.name, "at its end", await stage.end())
            outcome.figures.update(stage.figures)
    yield outcome


async def _kill(stage: Episode, aims: Aims, outcome: Outcome) -> None:
    aim = aims.take()
    where, found = await stage.live(aim)
    outcome.kills[where] += 1
    outcome.note(stage.folder.name, f"{where} (aimed at {aim})", found)
    if where == AT_REST:
        outcome.missed.append(str(aim))
        aims.missed(aim)
