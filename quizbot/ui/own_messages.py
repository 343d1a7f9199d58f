"""Looking through a channel for a message of the bot's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

LOOK_BACK_FURTHER = timedelta(days=1)
"""By so much this machine's clock and Discord's may differ; a clock can be set wrong by hours."""


async def find(
    client: discord.Client, channel: discord.abc.Messageable, since: datetime, own_button: str
) -> discord.Message | None:
    """Return the newest message of the bot since a moment that has a button of this address.

    Raises:
        discord.HTTPException: Discord does not show the channel's history.
    """
    history = channel.history(limit=None, after=since - LOOK_BACK_FURTHER, oldest_first=False)
    async for message in history:
        own = client.user is not None and message.author.id == client.user.id
        if own and own_button in _custom_ids(message.components):
            return message
    return None


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    """Yield the address of every button of a message, however deep."""
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id:
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
