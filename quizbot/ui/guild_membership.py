"""Who is in a server, as Discord says it of one person at a time."""

from __future__ import annotations

import discord

from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.late_requests import LateRequests

UNKNOWN_MEMBER = 10007
"""Discord's code for a person who is not in a server."""
PATIENCE_SECONDS = 0.8
"""So long an answer is waited for; somebody waits for a reply that Discord wants in three."""


class DiscordMembership:
    """Implements `services.guild_membership.GuildMembership`."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._late = LateRequests()

    async def has(self, guild_id: int, user_id: int) -> bool | None:
        """Tell whether somebody is in a server; None where that cannot be found out at once."""
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return None
        try:
            await self._late.within(PATIENCE_SECONDS, guild.fetch_member(user_id))
        except discord.NotFound as error:
            return False if error.code == UNKNOWN_MEMBER else None
        except (discord.HTTPException, *TROUBLE):
            return None
        return True
