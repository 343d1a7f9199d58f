"""Welcoming a server, once."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage import guilds
from quizbot.storage.database import Database


class Welcome:
    """Remembers which servers have had their first message."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_due(self, guild_id: int, now: datetime) -> bool:
        """Tell whether the server is to be welcomed; True once per server."""
        return await self._database.write(lambda c: guilds.claim_welcome(c, guild_id, now))
