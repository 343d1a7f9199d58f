"""Bringing messages up to date that may differ from what the database says.

Each has steps of its own, which nothing waits for: neither a reveal nor whoever gave a command.
What fails is tried again with backoff, after a restart too, and shows what the database says then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from quizbot.domain.challenge import LONGEST_BACKOFF, Challenge, State, backoff
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.errors import CannotPost, ChannelGone, MessageGone, StorageError, Unreachable
from quizbot.services.background_steps import Rest, Steps
from quizbot.services.publisher import Publisher
from quizbot.services.review_channel import Announcement, ReviewChannel
from quizbot.services.schedule_problems import note_deleted
from quizbot.services.step_failures import StepFailures
from quizbot.storage import (
    challenges,
    challenges_due,
    guilds,
    second_looks,
    stale_messages,
    suggest,
)
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from quizbot.storage.stale_messages import MessageKind, StaleMessage

log = logging.getLogger(__name__)

LONGEST_UNANSWERED = timedelta(minutes=5)
"""What Discord did not answer, or put off, is tried again after so long at most."""
GIVE_UP_REFUSED = timedelta(days=7)
"""What Discord refuses for so long is not tried any more."""


class StaleMessages:
    """Edits, opens and posts what is behind; one step at a time for each message."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        review: ReviewChannel,
        failures: StepFailures,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._review = review
        self._failures = failures
        self._steps = Steps()
        self._bring: dict[MessageKind, Callable[[StaleMessage, datetime], Awaitable[None]]] = {
            MessageKind.QUESTION: self._question,
            MessageKind.THREAD: self._thread,
            MessageKind.REPOST: self._repost,
            MessageKind.SUGGESTION: self._suggestion,
            MessageKind.SECOND_LOOK: self._second_look,
        }

    async def begin(self, now: datetime, rest: Rest) -> bool:
        """Begin what is due; True when that was anything but counts of answers."""
        room, busy = self._steps.room, self._steps.subjects
        if not room:
            return False
        reader = self._database.reader
        stale = await stale_messages.due(reader, now, room, busy)
        counts = await challenges_due.to_recount(reader, now, room - len(stale), busy)
        for one in (*stale, *counts):
            self._steps.begin(one.subject, partial(self._careful, one, now, rest))
        return bool(stale)

    def bring(self, stale: StaleMessage, now: datetime) -> asyncio.Task[None]:
        """Begin a step for somebody who waits for it and hears how it ends.

        What Discord refuses is not tried again by itself; what it did not answer is.
        """
        return self._steps.begin(stale.subject, partial(self._for_somebody, stale, now))

    async def settle(self) -> None:
        """Wait until no step is under way."""
        await self._steps.settle()

    async def finish(self, seconds: float) -> None:
        """Give what is under way so much time, then break it off; the next start goes on."""
        await self._steps.finish(seconds)

    async def _for_somebody(self, stale: StaleMessage, now: datetime) -> None:
        try:
            await self._bring[stale.kind](stale, now)
        except Unreachable as error:
            await self._put_off(stale, error, now)
            raise
        except CannotPost:
            await self._done(stale)
            raise

    async def _careful(self, stale: StaleMessage, now: datetime, rest: Rest) -> None:
        try:
            await self._try(stale, now)
        except StorageError as error:
            rest.begin(error, now)

    async def _try(self, stale: StaleMessage, now: datetime) -> None:
        try:
            await self._bring[stale.kind](stale, now)
        except (ChannelGone, MessageGone):
            await self._done(stale)
        except CannotPost as error:
            await self._put_off(stale, error, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  it is logged below
            later = now + backoff(stale.tries)
            log.error("%s %s cannot be shown", stale.kind, stale.subject_id)
            await self._failures.note(
                stale.guild_id,
                "Bringing one of my messages up to date",
                lambda c: stale_messages.put_off(c, stale, later, failed=True),
                error,
                now,
            )

    async def _put_off(self, stale: StaleMessage, error: CannotPost, now: datetime) -> None:
        """Try again later, unless Discord has refused it for too long."""
        log.info("%s %s cannot be shown: %s", stale.kind, stale.subject_id, error)
        if isinstance(error, Unreachable):
            wait = backoff(stale.tries, LONGEST_UNANSWERED)
        elif now - stale.since < GIVE_UP_REFUSED:
            wait = backoff(stale.tries, LONGEST_BACKOFF)
        else:
            await self._done(stale)
            return
        await self._database.write(lambda c: stale_messages.put_off(c, stale, now + wait))

    async def _done(self, stale: StaleMessage) -> None:
        await self._database.write(lambda c: stale_messages.shown(c, stale))

    async def _question(self, stale: StaleMessage, now: datetime) -> None:
        """Let the message of a challenge show its state and its count of answers."""
        challenge = await challenges.find(self._database.reader, stale.subject_id)
        if challenge is None or challenge.message_id is None:
            await self._done(stale)
            return
        gone = False
        try:
            await self._publisher.refresh(challenge)
        except ChannelGone as error:
            log.info("the message of challenge %s cannot be edited: %s", challenge.id, error)
        except MessageGone:
            gone = True

        async def record(connection: Connection) -> None:
            if not gone:
                await challenges.recounted(connection, challenge.id, challenge.answered, now)
            elif await _lost(connection, challenge):
                await note_deleted(connection, challenge, now)
            await stale_messages.shown(connection, stale)

        await self._database.write(record)

    async def _thread(self, stale: StaleMessage, _now: datetime) -> None:
        """Open the discussion below a reveal."""
        challenge = await challenges.find(self._database.reader, stale.subject_id)
        if challenge is not None and challenge.reveal_message_id is not None:
            await self._publisher.open_thread(challenge, challenge.reveal_message_id)
        await self._done(stale)

    async def _repost(self, stale: StaleMessage, now: datetime) -> None:
        """Post a question in place of its deleted message, unless that stands from before a kill.

        One that is closed meanwhile is not posted any more, but taken up where it stands.
        """
        challenge = await challenges.find(self._database.reader, stale.subject_id)
        if challenge is None or challenge.message_id is not None:
            await self._done(stale)
            return
        message_id = await self._publisher.find_post(challenge)
        shown = challenges.UNKNOWN_COUNT
        if message_id is None and challenge.state is State.OPEN:
            message_id = await self._publisher.post(challenge.posted_again(stale.since))
            shown = challenge.answered

        async def record(connection: Connection) -> None:
            if message_id is not None:
                await challenges.posted_again(connection, challenge.id, message_id, shown, now)
            await stale_messages.shown(connection, stale)

        await self._database.write(record)
        log.info("posted challenge %s again, message %s", challenge.id, message_id)

    async def _suggestion(self, stale: StaleMessage, _now: datetime) -> None:
        """Let the review channel show a suggestion, or what became of it."""
        suggestion = await suggest.by_id(self._database.reader, stale.subject_id)
        if suggestion is not None and suggestion.message_id is None:
            await self._post(suggestion, stale)
            return
        if suggestion is not None:
            await self._review.refresh(suggestion)
        await self._done(stale)

    async def _post(self, suggestion: Suggestion, stale: StaleMessage) -> None:
        """Post a suggestion that waits, unless it stands there from before the bot was killed."""
        channel_id = await self._review_channel(stale)
        if channel_id is None:
            await self._done(stale)
            return
        standing = await self._review.find_post(channel_id, suggestion)
        waits = suggestion.state is SuggestionState.WAITING
        message_id = standing
        if message_id is None and waits:
            message_id = await self._review.post(channel_id, suggestion)

        async def record(connection: Connection) -> None:
            if message_id is not None:
                await suggest.posted(connection, suggestion.id, channel_id, message_id)
            if standing is None or waits:  # one that was found shows that it waits
                await stale_messages.shown(connection, stale)

        await self._database.write(record)

    async def _second_look(self, stale: StaleMessage, _now: datetime) -> None:
        """Say in the review channel that a second look waits, unless that stands there."""
        reader, look_id = self._database.reader, stale.subject_id
        channel_id = await self._review_channel(stale)
        challenge_id = await second_looks.waiting_of(reader, look_id)
        challenge = await challenges.find(reader, challenge_id) if challenge_id else None
        if channel_id is not None and challenge is not None:
            waiting = await second_looks.count_waiting(reader, stale.guild_id)
            word = Announcement(look_id, challenge, waiting, stale.since)
            if not await self._review.is_announced(channel_id, word):
                await self._review.announce(channel_id, word)
        await self._done(stale)

    async def _review_channel(self, stale: StaleMessage) -> int | None:
        return (await guilds.find(self._database.reader, stale.guild_id)).review_channel_id


async def _lost(connection: Connection, challenge: Challenge) -> bool:
    """Record that somebody deleted the message of a challenge; True where that is news."""
    message_id = challenge.message_id
    return message_id is not None and await challenges.lost(connection, challenge.id, message_id)
