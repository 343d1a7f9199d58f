"""The daily round: claim a due slot, post its question, close it, grade, reveal.

`Daily.tick` does whatever is due and may be repeated, run late, or be cut off at any instant: what
it did is in the database before the next step begins, and a step whose outcome is not known is
looked up in the channel before it is done again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from quizbot.domain.challenge import Challenge
from quizbot.errors import Closed, NotFound, Refusal
from quizbot.services.claiming import NO_QUESTION, Claiming
from quizbot.services.posting import Posting
from quizbot.services.revealing import Revealing
from quizbot.storage import asking, audit, challenges, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

_POST_ONE = "/schedule post-now posts one."

CHUNK = 50
"""So many schedules are claimed in one transaction, and so many messages are under way at once."""


class Daily:
    """Runs the round of every server, one tick at a time."""

    def __init__(
        self, database: Database, claiming: Claiming, posting: Posting, revealing: Revealing
    ) -> None:
        self._database = database
        self._claiming = claiming
        self._posting = posting
        self._revealing = revealing
        self._one_at_a_time = asyncio.Lock()

    async def tick(self, now: datetime) -> None:
        """Do everything that is due at ``now`` (aware)."""
        async with self._one_at_a_time:
            while (claimed := await self._claim_some(now)) is not None:
                await self._post_claimed(claimed, now)
            await self._post_claimed(set(), now)
            closed = await self._close_due(now)
            while batch := await challenges.to_finish(self._database.reader, now, CHUNK):
                await self._each(
                    batch, lambda c: self._revealing.reveal(c, now, fresh=c.id in closed), now
                )
            batch = await challenges.to_recount(self._database.reader, now, CHUNK)
            await self._each(batch, lambda c: self._revealing.show_count(c, now), now)

    async def _claim_some(self, now: datetime) -> set[int] | None:
        """Claim the slots of the schedules that are due longest; None when there is none.

        They are posted before others are claimed, so that the first message does not wait for the
        last claim, and a crash leaves few whose message has to be looked for.
        """
        due = await schedules.due(self._database.reader, now, CHUNK)
        if not due:
            return None

        async def claim(connection: Connection) -> set[int]:
            return {
                new for one in due for new in await self._claiming.claim_slots(connection, one, now)
            }

        return await self._database.write(claim)

    async def _post_claimed(self, fresh: set[int], now: datetime) -> None:
        """Post what is claimed; ``fresh`` are the ids of those that cannot stand anywhere yet."""
        while batch := await challenges.to_post(self._database.reader, now, CHUNK):
            await self._each(batch, lambda c: self._posting.post(c, now, fresh=c.id in fresh), now)

    async def _close_due(self, now: datetime) -> set[int]:
        """End the answering of every challenge whose reveal is due and return their ids."""
        closed: set[int] = set()
        while due := await challenges.to_close(self._database.reader, now, CHUNK):

            async def close(connection: Connection, due: list[Challenge] = due) -> list[int]:
                return [one.id for one in due if await challenges.close(connection, one.id, now)]

            closed.update(await self._database.write(close))
        return closed

    async def _each(
        self,
        batch: Sequence[Challenge],
        step: Callable[[Challenge], Awaitable[None]],
        now: datetime,
    ) -> None:
        """Take a step for each challenge side by side.

        One that fails is logged, put off, and stops no other.
        """
        outcomes = await asyncio.gather(*map(step, batch), return_exceptions=True)
        for challenge, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
                raise outcome
            if outcome is not None:
                log.error("a step for challenge %s failed", challenge.id, exc_info=outcome)
                await self._put_off(challenge.id, now)

    async def _put_off(self, challenge_id: int, now: datetime) -> None:
        await self._database.write(lambda c: challenges.put_off(c, challenge_id, now))

    async def post_now(
        self,
        guild_id: int,
        schedule_id: int,
        actor_id: int,
        now: datetime,
        *,
        apart: timedelta = timedelta(0),
    ) -> Challenge:
        """Post an extra question by a schedule's plan at once.

        Raises:
            NotFound: there is no such schedule, or no question fits it.
            Refusal: the last extra question is not ``apart`` yet.
            CannotPost: Discord refused; nothing was posted.
        """

        async def claim(connection: Connection) -> int:
            schedule = await schedules.find(connection, guild_id, schedule_id)
            if schedule is None:
                raise NotFound(
                    "There is no such schedule here. /schedule list shows those there are."
                )
            last = await asking.last_extra(connection, guild_id, schedule_id, now - apart)
            if apart and last is not None:
                raise Refusal(
                    f"Question #{last} was posted just now, so I did not post another. "
                    "Press again in a minute if you want one more."
                )
            await audit.add(
                connection, guild_id, actor_id, "schedule post-now", str(schedule_id), now
            )
            new = await self._claiming.claim(connection, schedule, now, now)
            if new is None:
                raise NotFound(NO_QUESTION)
            return new

        async with self._one_at_a_time:
            challenge = await self._get(await self._database.write(claim))
            await self._posting.post_or_cancel(challenge, now)
        return await self._get(challenge.id)

    async def reveal_now(
        self, guild_id: int, channel_id: int, actor_id: int, now: datetime
    ) -> Challenge:
        """Close and reveal a channel's newest open challenge before its time.

        Raises:
            Closed: no question is open in this channel.
        """

        async def close(connection: Connection) -> Challenge:
            challenge = await challenges.newest_open(connection, guild_id, channel_id)
            if challenge is None:
                raise Closed(
                    f"No question is open here, so there is nothing to reveal. {_POST_ONE}"
                )
            if challenge.channel_id != channel_id:
                raise Closed(
                    "No question is open in this channel. "
                    f"#{challenge.number} is open in <#{challenge.channel_id}>; give /reveal there."
                )
            await challenges.close(connection, challenge.id, now)
            await audit.add(connection, guild_id, actor_id, "reveal", f"#{challenge.number}", now)
            return challenge

        async with self._one_at_a_time:
            challenge = await self._get((await self._database.write(close)).id)
            await self._revealing.reveal(challenge, now, fresh=True)
        return await self._get(challenge.id)

    async def _get(self, challenge_id: int) -> Challenge:
        challenge = await challenges.find(self._database.reader, challenge_id)
        if challenge is None:
            raise NotFound("That question is not known here.")
        return challenge
