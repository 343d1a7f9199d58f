"""Presses, commands and forms that were handled, so that each one is handled once.

Two processes with one token are both told of it, and the gateway may tell one process twice. The
first write of an interaction notes its id in its own transaction; whoever comes second writes
nothing. What only reads is not noted: Discord takes one reply.
"""

from __future__ import annotations

import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field

from quizbot.errors import AlreadyHandled
from quizbot.storage.connection import Connection

AN_HOUR = 3600 * 1000 << 22
"""As a difference of ids; so long they are kept, and a token is good for a quarter of it."""


@dataclass(frozen=True, slots=True)
class Handling:
    """One process's way with an interaction."""

    interaction_id: int
    mark: str = field(default_factory=lambda: secrets.token_hex(8))


_present: ContextVar[Handling | None] = ContextVar("handling", default=None)


def begin(interaction_id: int) -> None:
    """Let all that the present task and its own tasks write belong to an interaction."""
    _present.set(Handling(interaction_id))


def present() -> Handling | None:
    """Return what the present task handles; None where nobody asked for it."""
    return _present.get()


async def claim(connection: Connection, handling: Handling) -> None:
    """Note that an interaction is handled.

    Raises:
        AlreadyHandled: somebody else does, or has.
    """
    own = await connection.value(
        "INSERT INTO interactions (id, mark) VALUES ($1, $2) "
        "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark "
        "WHERE interactions.mark = excluded.mark RETURNING id",
        handling.interaction_id,
        handling.mark,
    )
    if own is None:
        raise AlreadyHandled("This was done already.")


async def forget(connection: Connection, newest_id: int) -> None:
    """Forget the interactions that are older than the newest one by more than an hour."""
    await connection.run("DELETE FROM interactions WHERE id < $1", newest_id - AN_HOUR)
