"""Letting others run between two events of the gateway.

Events that have arrived together are read by discord.py in one go; 500 presses at once would hold
everybody else up for as long as it takes to read them all.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord.client
from discord.gateway import DiscordWebSocket


class YieldingWebSocket(DiscordWebSocket):
    """Gives way after each event."""

    async def received_message(self, msg: Any, /) -> None:
        """Take an event."""
        await super().received_message(msg)
        await asyncio.sleep(0)


def yield_between_events() -> None:
    """Let the clients of this process connect by it; discord.py has no setting for that."""
    discord.client.DiscordWebSocket = YieldingWebSocket  # type: ignore[misc]
