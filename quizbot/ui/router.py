"""Presses, choices and forms, brought to their handlers by address alone.

Nothing about a message is remembered in memory, so what was posted before a restart works after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import discord

from quizbot.errors import NotFound
from quizbot.ui import custom_ids
from quizbot.ui.feature import Feature, Handler
from quizbot.ui.moderator_rights import Rights

_COMPONENT = (discord.InteractionType.component, discord.InteractionType.modal_submit)


class Router:
    """Finds the handler of an action; before a moderators' one it asks for the right."""

    def __init__(self, features: Iterable[Feature], rights: Rights) -> None:
        self._rights = rights
        self.members: dict[str, Handler] = {}
        self.moderators: dict[str, Handler] = {}
        for feature in features:
            self.members |= feature.members.routes
            self.moderators |= feature.moderators.routes

    async def dispatch(self, interaction: discord.Interaction) -> bool:
        """Call the handler of a press, choice or form; other interactions are not its concern.

        It was a moderators' one where this returns True.

        Raises:
            NotAllowed: it is for moderators only.
            NotFound: the address is this bot's, but of a kind that is not known (any more).
        """
        if interaction.type not in _COMPONENT:
            return False
        data = cast(dict[str, Any], interaction.data)
        target = custom_ids.parse(data.get("custom_id", ""))
        if target is None:
            return False
        action, texts = target
        parts = [int(part) if part.isdecimal() else part for part in texts]
        if action in self.members:
            await self.members[action](interaction, *parts)
        elif action in self.moderators:
            guild = await self._rights.moderator(interaction)
            await self.moderators[action](interaction, guild, *parts)
            return True
        else:
            raise NotFound(
                "This button is from another version of the bot and does nothing any more."
            )
        return False
