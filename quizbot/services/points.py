"""Points that moderators give and take; each is a line of the ledger with author and reason."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.audit import SAME_AGAIN
from quizbot.domain.points import Given
from quizbot.domain.reason import read as read_reason
from quizbot.errors import NotFound, Refusal, Repeated
from quizbot.storage import audit, guilds, ledger, members, notices
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_POINTS = 500
"""Points that one act gives or takes at most."""
_STANDS = "**My result** and /leaderboard show it to the member."

_SAID = (
    "You gave /{act} for <@{user}> with the same points and the same reason just now. That is "
    "saved, and I have not done it a second time. Is it meant once more?"
)


class Points:
    """Gives and takes points; the member is told, with the reason."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(
        self,
        guild_id: int,
        user_id: int,
        name: str,
        points: int,
        reason: str,
        actor_id: int,
        now: datetime,
        sentence: str,
        *,
        again: int = 0,
    ) -> int:
        """Give ``points`` (negative: take them) and return the member's points of all time.

        The member is told by the ``sentence``. ``again`` is the line of the ledger that is known
        to say the same.

        Raises:
            Refusal: there is no reason, the member is the moderator, or has not so many points.
            Repeated: this moderator has just done the same; its line is another one.
        """
        words = read_reason(reason)
        if user_id == actor_id:
            raise Refusal("Nobody gives points to themselves or takes them; ask another moderator.")
        act = "points give" if points > 0 else "points take"

        async def write(connection: Connection) -> int:
            today = (await guilds.find(connection, guild_id)).today(now)
            line = ledger.LedgerLine(
                guild_id, user_id, points, words, ledger.ALL_TOPICS, today, author_id=actor_id
            )
            done = await ledger.same_again(connection, line, now - SAME_AGAIN)
            if done not in (None, again):
                raise Repeated(_SAID.format(act=act, user=user_id), done)
            before = await ledger.total(connection, guild_id, user_id)
            if before + points < min(before, 0):
                raise Refusal(f"This member has {before} points; no more than those can be taken.")
            await members.rename(connection, guild_id, user_id, name)
            await ledger.add(connection, line, now)
            target = f"member {user_id} {points:+}"
            await audit.add(connection, guild_id, actor_id, act, target, now, words)
            await notices.add(
                *(connection, guild_id, sentence, now),
                user_id=user_id,
                actor_id=actor_id,
                stands=_STANDS,
            )
            return before + points

        return await self._database.write(write)

    async def given(self, guild_id: int, line_id: int, actor_id: int) -> Given:
        """Return what a moderator has given or taken, by the line of the ledger.

        Raises:
            NotFound: there is no such line of this moderator.
        """
        found = await ledger.given(self._database.reader, guild_id, line_id, actor_id)
        if found is None:
            raise NotFound("These points are not yours to repeat. /points give gives new ones.")
        return found
