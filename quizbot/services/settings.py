"""What a server chose: moderator role, review channel, sharing, boards, week, time zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from quizbot.domain.guild import Guild
from quizbot.storage import audit, guilds, ledger
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_NAMES = {
    "zone": "time zone",
    "moderator_role_id": "moderator role",
    "review_channel_id": "review channel",
    "share_default": "sharing of answers",
    "boards": "boards",
    "week_start": "the week begins on",
}
"""What the audit list calls each setting."""
_MENTIONS = {"moderator_role_id": "role ", "review_channel_id": "channel "}


class ServerSettings:
    """Reads and changes a server's settings, each change with a line in the audit list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, guild_id: int) -> Guild:
        """Return a server's settings."""
        return await guilds.find(self._database.reader, guild_id)

    async def change(
        self, guild_id: int, changes: dict[str, Any], actor_id: int, now: datetime
    ) -> Guild:
        """Change settings and return them all.

        Where the week begins on another day, the weekly boards are made anew from the ledger in
        the same transaction, so nobody ever sees the one with the other.
        """

        async def write(connection: Connection) -> Guild:
            before = await guilds.find(connection, guild_id)
            after = replace(before, **changes)
            await guilds.save(connection, after)
            if after.week_start is not before.week_start:
                await ledger.rebuild_weeks(connection, guild_id, after.week_start)
            await note_changes(connection, before, after, actor_id, now)
            return after

        return await self._database.write(write)


async def note_changes(
    connection: Connection, before: Guild, after: Guild, actor_id: int, now: datetime
) -> None:
    """Note in the audit list every setting in which two differ."""
    for name in _NAMES:
        value = getattr(after, name)
        if getattr(before, name) != value:
            target = _in_words(name, value)
            await audit.add(connection, after.id, actor_id, "settings", target, now)


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        shown = "on" if value else "off"
    else:
        shown = "none" if value is None else f"{_MENTIONS.get(name, '')}{value}"
    return f"{_NAMES[name]} {shown}"
