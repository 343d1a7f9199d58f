"""Notices on their way: each is claimed, sent, and told once, whatever happens in between."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from quizbot.domain.notice import Notice, NoticeKind, NoticeState, pause
from quizbot.errors import CannotPost, Unreachable
from quizbot.services.messenger import Messenger
from quizbot.storage import guilds, notices, review_settings
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

MOST_SENT = 20
"""So many are sent by one tick; the others wait for the next one."""
MOST_NEWS = 5
"""So many are told below one reply; the others wait for the next one."""


class Notices:
    """Sends what acts have stored, and keeps what did not arrive for the moderators.

    A notice whose sending was cut off, by Discord or by the end of the process, is looked up where
    it should stand before it is sent again.
    """

    def __init__(self, database: Database, messenger: Messenger) -> None:
        self._database = database
        self._messenger = messenger

    async def send_due(self, now: datetime) -> None:
        """Send what waits."""
        for notice in await notices.due(self._database.reader, now, MOST_SENT):
            await self._deliver(notice, now)

    async def send_of(self, guild_id: int, actor_id: int, now: datetime) -> None:
        """Send what a moderator's act has just stored."""
        for notice in await notices.of_actor(self._database.reader, guild_id, actor_id):
            await self._deliver(notice, now)

    async def take_news(self, guild_id: int, moderator_id: int, now: datetime) -> Sequence[Notice]:
        """Return what a moderator is to hear now; it is noted as told."""
        if not await notices.has_news(self._database.reader, guild_id):
            return []
        return await self._database.write(
            lambda c: notices.take_news(c, guild_id, moderator_id, now, MOST_NEWS)
        )

    async def give_back(self, news: Sequence[Notice]) -> None:
        """Keep what a moderator did not hear after all for the next time."""
        await self._database.write(lambda c: notices.give_back(c, [one.id for one in news]))

    async def _deliver(self, notice: Notice, now: datetime) -> None:
        if not await self._database.write(lambda c: notices.claim(c, notice, now)):
            return
        try:
            state = await self._send(notice)
        except CannotPost as error:
            log.info("notice %s did not arrive: %s", notice.id, error)
            if isinstance(error, Unreachable):
                if not notice.given_up(now):
                    until = now + pause(notice.tries)
                    await self._database.write(lambda c: notices.put_off(c, notice.id, until))
                    return
            elif notice.kind is NoticeKind.REVIEW:
                await self._database.write(lambda c: _end_reminders(c, notice))
                return
            state = _kept(notice)
        await self._database.write(lambda c: notices.settle(c, notice.id, state))
        log.info("notice %s is %s", notice.id, state)

    async def _send(self, notice: Notice) -> NoticeState:
        channel_id = None
        if notice.user_id is None:
            guild = await guilds.find(self._database.reader, notice.guild_id)
            channel_id = guild.review_channel_id
            if channel_id is None:
                return NoticeState.OPEN
        if not await self._stands(notice, channel_id):
            await self._messenger.send(notice, channel_id)
        return NoticeState.TOLD

    async def _stands(self, notice: Notice, channel_id: int | None) -> bool:
        """Tell whether a notice stands where it should, from before its sending was cut off."""
        if notice.state is not NoticeState.SENDING:
            return False
        alike = await notices.told_alike(self._database.reader, notice)
        return await self._messenger.find(notice, channel_id, besides=alike)


async def _end_reminders(connection: Connection, notice: Notice) -> None:
    """Note that a reminder did not arrive, and that there are to be no more."""
    await notices.settle(connection, notice.id, NoticeState.CLOSED)
    await review_settings.end_reminders(connection, notice.user_id or 0)


def _kept(notice: Notice) -> NoticeState:
    """Return the state of a notice that does not arrive: a moderator hears it, or of it."""
    of_nobody = notice.user_id is not None and notice.actor_id is None
    return NoticeState.CLOSED if of_nobody else NoticeState.OPEN
