"""The daily round: claim a due slot, post its question, close it, grade, reveal.

What is due may be begun again, late, or be cut off at any instant: what was done is in the database
before the next step begins, and a step whose outcome is not known is looked up in the channel
before it is done again. Nothing here waits for Discord but the step that needs it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime, timedelta
from functools import partial

from quizbot.domain.challenge import Challenge
from quizbot.domain.schedule import Schedule
from quizbot.errors import Closed, NotFound, Repeated, StorageError, Unreachable
from quizbot.services.background_steps import Asides, Rest, Steps, ended
from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.challenge_posting import ChallengePosting
from quizbot.services.moderator_notices import ModeratorNotices
from quizbot.services.reveals import Reveals
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.stale_messages import StaleMessages
from quizbot.services.stats_sums import StatsSums
from quizbot.services.step_failures import StepFailures
from quizbot.services.verdict_drafts import VerdictDrafts
from quizbot.storage import audit, challenges, challenges_due, clock_jumps, schedules
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

_POST_ONE = "/schedule post-now posts one."

Pending = Callable[[Connection, datetime, int, Collection[int]], Awaitable[list[Challenge]]]

PACE = 100
"""So many messages are begun by one tick.

Discord takes half of that in a second, so that a tick that comes late leaves no pause; the
publisher's client spreads the requests.
"""
CLOSED_AT_ONCE = 50
"""So many challenges are closed in one transaction."""
GRACE_SECONDS = 5.0
"""So long what is under way at the end may take; whoever stops the bot waits about ten."""
SET_BACK = timedelta(seconds=10)
"""A clock that shows less than before by more than this was set back."""


class Daily:
    """Runs the round of every server."""

    def __init__(
        self,
        database: Database,
        claiming: ChallengeClaiming,
        posting: ChallengePosting,
        revealing: Reveals,
        stale: StaleMessages,
        notices: ModeratorNotices,
        drafts: VerdictDrafts,
        reminders: ReviewReminders,
        failures: StepFailures,
    ) -> None:
        self._database = database
        self._claiming = claiming
        self._posting = posting
        self._revealing = revealing
        self._stale = stale
        self._notices = notices
        self._drafts = drafts
        self._reminders = reminders
        self._failures = failures
        self._sums = StatsSums(database)
        self._one_at_a_time = asyncio.Lock()
        self._steps = Steps()
        self._rest = Rest("the round")
        self._asides = Asides(self._steps, self._rest)
        self._latest: datetime | None = None

    @property
    def steps(self) -> Steps:
        """What is under way."""
        return self._steps

    @property
    def stale(self) -> StaleMessages:
        """What brings messages up to date; who waits for one begins its step there."""
        return self._stale

    async def tick(self, now: datetime) -> None:
        """Do everything that is due at ``now`` (aware), and wait until it is done; idempotent."""
        while await self.begin(now):
            await self._settle()
        await self._settle()

    async def _settle(self) -> None:
        await self._steps.settle()
        await self._stale.settle()

    async def begin(self, now: datetime) -> bool:
        """Begin what is due, up to `PACE`, the longest due first; True when that was anything.

        It waits for no message: a channel that Discord answers slowly holds up neither the others
        nor the next tick.
        """
        async with self._one_at_a_time:
            if self._rest.lasts(now):
                return False
            try:
                return await self._begin_due(now)
            except StorageError as error:
                self._rest.begin(error, now)
                return False

    async def finish(self) -> None:
        """Let what is under way end, and break off what takes too long; the next start goes on."""
        await asyncio.gather(self._steps.finish(GRACE_SECONDS), self._stale.finish(GRACE_SECONDS))

    async def _begin_due(self, now: datetime) -> bool:
        await self._mend_after_jump(now)
        room = min(PACE, self._steps.room)
        waiting = await self._idle(challenges_due.to_post, now, room)
        self._begin(waiting, lambda c: self._posting.post(c, now, fresh=False), now)
        claimed = await self._claim_some(now, room - len(waiting))
        self._begin(claimed, lambda c: self._posting.post(c, now, fresh=True), now)
        room -= len(waiting) + len(claimed)
        closed = await self._close_due(now)
        ended = await self._idle(challenges_due.to_finish, now, room)
        self._begin(ended, lambda c: self._revealing.reveal(c, now, fresh=c.id in closed), now)
        behind = await self._stale.begin(now, self._rest)
        self._asides.begin("notices", self._notices.tell, now)
        self._asides.begin("drafts", self._drafts.judge, now)
        self._asides.begin("sums", self._sums.sum_up, now)
        self._asides.begin("reminders", self._reminders.remind, now)
        return bool(waiting or claimed or ended or behind)

    async def _mend_after_jump(self, now: datetime) -> None:
        """Mend what a clock that was ahead has left: at the start, and when it was set back."""
        if self._latest is None or now < self._latest - SET_BACK:
            await self._database.write(lambda c: clock_jumps.mend(c, now))
        self._latest = now

    async def _idle(self, pending: Pending, now: datetime, room: int) -> list[Challenge]:
        """Return up to ``room`` challenges that wait for a step and have none under way.

        What was under way when the reading began may have ended since, and only seem to wait.
        """
        if room <= 0:
            return []
        return await pending(self._database.reader, now, room, self._steps.challenges)

    async def _claim_some(self, now: datetime, room: int) -> list[Challenge]:
        """Claim the slots of the schedules that are due longest; return the challenges made.

        They are posted before others are claimed, so that the first message does not wait for the
        last claim, and a crash leaves few whose message has to be looked for.
        """
        due = await schedules.due(self._database.reader, now, room) if room > 0 else []
        claimed = await asyncio.gather(*(self._claim(schedule, now) for schedule in due))
        return [challenge for some in claimed for challenge in some]

    async def _claim(self, schedule: Schedule, now: datetime) -> list[Challenge]:
        async def claim(connection: Connection) -> list[Challenge]:
            new = await self._claiming.claim_slots(connection, schedule, now)
            found = [await challenges.find(connection, id_) for id_ in new]
            return [challenge for challenge in found if challenge is not None]

        try:
            return await self._database.write(claim)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  it is logged there
            await self._failures.put_off_claim(schedule, error, now)
            return []

    async def _close_due(self, now: datetime) -> set[int]:
        """End the answering of every challenge whose reveal is due and return their ids."""
        closed: set[int] = set()
        while due := await challenges_due.to_close(self._database.reader, now, CLOSED_AT_ONCE):

            async def close(connection: Connection, due: list[Challenge] = due) -> list[int]:
                return [one.id for one in due if await challenges.close(connection, one.id, now)]

            closed.update(await self._database.write(close))
        return closed

    def _begin(
        self,
        batch: Iterable[Challenge],
        step: Callable[[Challenge], Awaitable[None]],
        now: datetime,
    ) -> None:
        for challenge in batch:
            self._steps.begin(challenge.id, partial(self._careful, challenge, step, now))

    async def _careful(
        self, challenge: Challenge, step: Callable[[Challenge], Awaitable[None]], now: datetime
    ) -> None:
        """Take a step; one that fails is noted, put off (backoff), and stops no other."""
        try:
            try:
                await step(challenge)
            except StorageError:
                raise
            except Exception as error:  # noqa: BLE001  it is logged there
                await self._failures.put_off(challenge, error, now)
        except StorageError as error:
            self._rest.begin(error, now)

    async def post_now(
        self,
        guild_id: int,
        schedule_id: int,
        actor_id: int,
        now: datetime,
        *,
        apart: timedelta = timedelta(0),
        again: int = 0,
    ) -> Challenge:
        """Post an extra question by a schedule's plan at once.

        Raises:
            NotFound: there is no such schedule, or no question fits it.
            Repeated: an extra question was asked for less than ``apart`` ago, other than ``again``.
            CannotPost: Discord refused, and nothing was posted, or it does not answer.
        """

        async def claim(connection: Connection) -> int:
            return await self._claiming.claim_extra(
                *(connection, guild_id, schedule_id, actor_id, now), apart=apart, again=again
            )

        async with self._one_at_a_time:
            challenge = await self._get(await self._database.write(claim))
            step = self._steps.begin(
                challenge.id, lambda: self._posting.post_or_cancel(challenge, now)
            )
        if not await ended(step):
            raise Unreachable(
                f"Discord does not answer just now. I go on with question #{challenge.number} by "
                "myself."
            )
        return await self._get(challenge.id)

    async def reveal_now(
        self,
        guild_id: int,
        channel_id: int,
        actor_id: int,
        now: datetime,
        *,
        number: int | None = None,
    ) -> Challenge:
        """Close and reveal a channel's newest open challenge, or that number, before its time.

        Raises:
            Closed: no question is open in this channel, or not the one with that number.
            Repeated: this moderator has just revealed another one here, and named no number.
        """

        async def close(connection: Connection) -> Challenge:
            challenge = await challenges.newest_open(connection, guild_id, channel_id)
            if challenge is None or number not in (None, challenge.number):
                raise Closed(
                    f"No question is open here, so there is nothing to reveal. {_POST_ONE}"
                )
            if challenge.channel_id != channel_id:
                raise Closed(
                    "No question is open in this channel. "
                    f"#{challenge.number} is open in <#{challenge.channel_id}>; give /reveal there."
                )
            done = await audit.just_done(connection, guild_id, channel_id, actor_id, "reveal", now)
            if number is None and done is not None:
                raise Repeated(
                    f"You revealed question #{done} just now. #{challenge.number} is open here as "
                    "well, and I have not touched it. Is it to be revealed too?",
                    challenge.number,
                )
            await challenges.close(connection, challenge.id, now)
            await audit.add(connection, guild_id, actor_id, "reveal", f"#{challenge.number}", now)
            return challenge

        async with self._one_at_a_time:
            challenge = await self._get((await self._database.write(close)).id)
            step = self._steps.begin(
                challenge.id, lambda: self._revealing.reveal(challenge, now, fresh=True)
            )
        await ended(step)
        return await self._get(challenge.id)

    async def _get(self, challenge_id: int) -> Challenge:
        challenge = await challenges.find(self._database.reader, challenge_id)
        if challenge is None:
            raise NotFound("That question is not known here.")
        return challenge
