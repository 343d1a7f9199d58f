"""Remembering which slash commands Discord has been told.

Telling it at every start gets a bot limited.
"""

from __future__ import annotations

from quizbot.storage import meta
from quizbot.storage.database import Database


class Registration:
    """Keeps the fingerprint of the commands last registered, per application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_current(self, application_id: int, fingerprint: str) -> bool:
        """Tell whether exactly these commands were registered last."""
        return await meta.get(self._database.reader, f"commands:{application_id}") == fingerprint

    async def remember(self, application_id: int, fingerprint: str) -> None:
        """Note that these commands are registered."""
        await self._database.write(lambda c: meta.put(c, f"commands:{application_id}", fingerprint))
