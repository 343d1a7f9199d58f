"""An attempt at an act: by whom, what was said of it, and whether the database says the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.loopback.interaction import Interaction

if TYPE_CHECKING:
    from tests.loopback.kills.hand import Hand

UNDONE = re.compile("was not done|nothing was|was not posted|not posted again|not touched")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: how it is given in a server, and what shows that it was done.

    ``rows`` are those that an attempt adds, ``said`` is the word that it was done, ``audit`` its
    name in the audit list, ``told`` are the rows of members who are to be told in private. In these
    ``:who`` is who gave it and ``:words`` what was typed, both of this attempt alone. ``first`` is
    what must have been done before, where nothing is there to be acted on. ``steps`` it goes
    through.
    """

    give: Callable[[Hand, int], Awaitable[bool]]
    rows: str
    said: str
    steps: tuple[str, ...]
    audit: str = ""
    told: str = ""
    first: str = ""
    most: int = 1


@dataclass(slots=True)
class Attempt:
    """One attempt; each has a person of its own, and words of its own."""

    kind: str
    who: int
    words: str
    interactions: list[Interaction] = field(default_factory=list)

    @property
    def said(self) -> str:
        """All that was said of it."""
        return "\n".join(one.said for one in self.interactions)


def untrue(
    connection: sqlite3.Connection, attempts: Iterable[Attempt], kinds: dict[str, Kind]
) -> Iterator[str]:
    """Yield what was said of an attempt and is not so, and what was done twice or by halves."""
    for attempt in attempts:
        kind = kinds[attempt.kind]

        def count(rows: str, attempt: Attempt = attempt) -> int:
            values = {"who": attempt.who, "words": attempt.words}
            [number] = connection.execute(f"SELECT count(*) FROM {rows}", values).fetchone()
            return int(number)

        done = count(kind.rows)
        what = f"{attempt.kind} ({attempt.words}), done {done} times: {attempt.said!r}"
        if done > kind.most:
            yield f"an act was done twice: {what}"
        if kind.said in attempt.said and not done:
            yield f"an act was said to be done: {what}"
        if UNDONE.search(attempt.said) and done:
            yield f"an act was said not to be done: {what}"
        if kind.audit:
            listed = count(f"audit WHERE actor_id = :who AND act = '{kind.audit}'")
            if listed != done:
                yield f"an act stands {listed} times in the audit list: {what}"
            stored = count("notices WHERE actor_id = :who")
            told = count(kind.told) if kind.told else 0
            if stored != told:
                yield f"an act is told {stored} times, not {told}: {what}"
