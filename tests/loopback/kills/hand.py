"""The hand that gives acts: it finds what there is to act on, gives them, and waits for a word."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
from collections.abc import Callable
from typing import Any

from tests.loopback.channel import custom_ids
from tests.loopback.interaction import MODERATORS, Act, Interaction
from tests.loopback.kills.attempt import Attempt
from tests.loopback.standin import StandIn
from tests.loopback.study_group import channel_of

MEMBERS = range(1000, 1003)
"""Those who answer."""
SUGGESTING = range(10_000, 20_000)
"""Members of whom each suggests one question."""


class Hand:
    """Keeps every attempt, and the ids of messages that somebody has deleted.

    ``begun`` is called when there is something to act on, before it is.
    """

    def __init__(
        self, standin: StandIn, connection: sqlite3.Connection, rng: random.Random
    ) -> None:
        self._standin = standin
        self._connection = connection
        self.rng = rng
        self._moderators = iter(MODERATORS)
        self._suggesting = iter(SUGGESTING)
        self._numbers = itertools.count(1)
        self.attempts: list[Attempt] = []
        self.deleted: set[int] = set()
        self.begun: Callable[[], None] = lambda: None

    def any_of(self, sql: str, *parameters: Any) -> tuple[Any, ...] | None:
        """Return one row of the database, whichever; None where there is none."""
        rows = self._connection.execute(sql, parameters).fetchall()
        return self.rng.choice(rows) if rows else None

    def moderator(self, kind: str) -> Attempt:
        """Begin an attempt of a moderator."""
        return self._attempt(kind, next(self._moderators))

    def member(self, kind: str, who: int = 0) -> Attempt:
        """Begin an attempt of a member, of one who has never suggested anything if not named."""
        return self._attempt(kind, who or next(self._suggesting))

    def _attempt(self, kind: str, who: int) -> Attempt:
        self.begun()
        self.attempts.append(Attempt(kind, who, f"{kind} {next(self._numbers)}"))
        return self.attempts[-1]

    async def give(self, attempt: Attempt, guild_id: int, act: Act) -> Interaction:
        """Give an act as whoever attempts it, and wait until something is said of it."""
        channel = channel_of(guild_id)
        [made] = await self._standin.act([(attempt.who, act)], guild_id, channel)
        attempt.interactions.append(made)
        while not made.said:  # noqa: ASYNC110  what follows a deferral has no event
            await asyncio.sleep(0.01)
        return made

    def delete(self, guild_id: int, message_id: int) -> None:
        """Delete a message as somebody in its channel does."""
        self.deleted.add(message_id)
        messages = self._standin.channel(channel_of(guild_id)).messages
        messages[:] = [one for one in messages if int(one["id"]) != message_id]


def buttons(shown: Interaction) -> list[str]:
    """Return the addresses of all buttons that a person was shown."""
    return [one for reply in shown.replies for one in custom_ids(reply.get("components") or [])]
