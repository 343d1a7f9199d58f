"""The bot is removed from a server, or invited again; after 30 days its data is deleted."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from quizbot.storage import removals
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
AT_ONCE = 5
"""So many challenges are deleted in one transaction, so that nobody waits for it."""


class Removals:
    """Keeps who removed the bot; the round leaves those servers alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def leave(self, guild_id: int, now: datetime) -> None:
        """Note that a server removed the bot."""
        await self._database.write(lambda c: removals.leave(c, guild_id, now))
        log.info("removed from guild %s; its data is kept for %s", guild_id, KEPT_FOR)

    async def join(self, guild_id: int, now: datetime) -> None:
        """Note that the bot is in a server, again or for the first time.

        What was to be deleted by now is deleted first; otherwise everything goes on.
        """
        gone_since = await removals.since(self._database.reader, guild_id)
        if gone_since is None:
            return
        if gone_since <= now - KEPT_FOR:
            while not await self._erase_some(guild_id):
                pass
            return
        await self._database.write(lambda c: removals.come_back(c, guild_id))
        log.info("back in guild %s", guild_id)

    async def compare(self, present: Collection[int], now: datetime) -> None:
        """Note who removed or invited the bot while it was not running.

        ``present`` are all servers that it is in, those too that Discord cannot reach just now.
        None at all is more likely a fault of Discord's than a departure from everywhere.
        """
        if not present:
            if await removals.absent(self._database.reader, present):
                log.warning("Discord names no server at all; none is taken for one that left")
            return
        for guild_id in await removals.absent(self._database.reader, present):
            await self.leave(guild_id, now)
        for guild_id in await removals.left(self._database.reader) & set(present):
            await self.join(guild_id, now)

    async def forget(self, now: datetime) -> None:
        """Delete some of what is due for deletion; to be repeated."""
        guild_id = await removals.longest_gone(self._database.reader, now - KEPT_FOR)
        if guild_id is not None and await self._erase_some(guild_id):
            log.info("deleted all data of guild %s", guild_id)

    async def _erase_some(self, guild_id: int) -> bool:
        async def write(connection: Connection) -> bool:
            return await removals.erase(connection, guild_id, AT_ONCE)

        return await self._database.write(write)
