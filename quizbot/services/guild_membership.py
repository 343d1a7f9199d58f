"""The port through which the stories learn who is in a server."""

from __future__ import annotations

from typing import Protocol


class GuildMembership(Protocol):
    """Asks Discord about one person at a time, which needs no privileged intent."""

    async def has(self, guild_id: int, user_id: int) -> bool | None:
        """Tell whether somebody is in a server; None where that cannot be found out at once."""
