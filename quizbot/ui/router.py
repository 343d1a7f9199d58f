"""Presses, choices and forms, brought to their handlers by address alone.

Nothing about a message is remembered in memory, so what was posted before a restart works after it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import discord

from quizbot.errors import NotFound
from quizbot.ui import address

Handler = Callable[..., Awaitable[None]]
Routes = Mapping[str, Handler]

_COMPONENT = (discord.InteractionType.component, discord.InteractionType.modal_submit)


class Router:
    """Finds the handler of an action, which takes the interaction and the parts of the address."""

    def __init__(self, *routes: Routes) -> None:
        self._handlers = {action: handler for group in routes for action, handler in group.items()}

    async def dispatch(self, interaction: discord.Interaction) -> None:
        """Call the handler of a press, choice or form; other interactions are not its concern.

        Raises:
            NotFound: the address is this bot's, but of a kind that is not known (any more).
        """
        if interaction.type not in _COMPONENT:
            return
        data = cast(dict[str, Any], interaction.data)
        target = address.parse(data.get("custom_id", ""))
        if target is None:
            return
        action, parts = target
        handler = self._handlers.get(action)
        if handler is None:
            raise NotFound(
                "This button is from another version of the bot and does nothing any more."
            )
        await handler(interaction, *(int(part) if part.isdecimal() else part for part in parts))
