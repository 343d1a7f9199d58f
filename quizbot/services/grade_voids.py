"""Voiding: a challenge that was unfair gives no points, until it is made to count again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.domain.reason import read as read_reason
from quizbot.errors import NotFound, Refusal
from quizbot.storage import answers, audit, ledger, reveals, stats_sums, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Voided:
    """What it came to: so many members have other points now, by so much in all."""

    challenge: Challenge
    members: int
    points: int


class GradeVoids:
    """Takes back what a challenge gave, or gives it again, by new ledger lines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def void(
        self, guild_id: int, number: int, reason: str, actor_id: int, now: datetime
    ) -> Voided:
        """Take back every point that a challenge gave.

        Raises:
            NotFound: no such challenge is revealed here.
            Refusal: it is void already, or there is no reason.
        """
        return await self._set(guild_id, number, read_reason(reason), actor_id, now, void=True)

    async def unvoid(
        self, guild_id: int, number: int, reason: str, actor_id: int, now: datetime
    ) -> Voided:
        """Let a void challenge count again, by the grades that its answers have now.

        Raises:
            NotFound: no such challenge is revealed here.
            Refusal: it is not void, or there is no reason.
        """
        return await self._set(guild_id, number, read_reason(reason), actor_id, now, void=False)

    async def _set(
        self, guild_id: int, number: int, reason: str, actor_id: int, now: datetime, *, void: bool
    ) -> Voided:
        act = "void" if void else "unvoid"

        async def write(connection: Connection) -> list[int]:
            challenge = await _revealed(connection, guild_id, number)
            if not await reveals.set_void(
                connection, challenge.id, actor_id, reason, now, void=void
            ):
                raise Refusal(_stands_so(number, void=void))
            await stats_sums.mark(connection, challenge.id, guild_id)
            due = {} if void else await _due(connection, challenge.id)
            changes = [
                await ledger.correct(
                    connection, challenge.id, user, due.get(user, 0), act, now, author_id=actor_id
                )
                for user in await ledger.earners(connection, challenge.id)
            ]
            target = f"#{number}, {sum(changes):+} points in all"
            await audit.add(connection, guild_id, actor_id, f"grade {act}", target, now, reason)
            return [change for change in changes if change]

        changes = await self._database.write(write)
        challenge = await _revealed(self._database.reader, guild_id, number)
        return Voided(challenge, len(changes), sum(changes))


async def _due(connection: Connection, challenge_id: int) -> dict[int, int]:
    """Return the points of the grades that count for a challenge, by member."""
    grades = await verdicts.grades(connection, challenge_id)
    given = await answers.of_challenge(connection, challenge_id)
    return {answer.user_id: grades[answer.id].points for answer in given if answer.id in grades}


async def _revealed(connection: Connection, guild_id: int, number: int) -> Challenge:
    challenge = await reveals.by_number(connection, guild_id, number)
    if challenge is None:
        raise NotFound(
            f"There is no revealed question #{number} here. "
            "Choose one from the list that opens while you type."
        )
    return challenge


def _stands_so(number: int, *, void: bool) -> str:
    if void:
        return f"Question #{number} is void already. /grade unvoid makes it count again."
    return f"Question #{number} counts, so there is nothing to undo. /grade void takes its points."
