"""The buttons below a member's own result."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.services.second_looks import SecondLooks
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import second_look as render


class SecondLookComponents:
    """Ask for a second look, and How grading works."""

    def __init__(self, shared: Shared) -> None:
        self._second_looks = SecondLooks(shared.database)
        self._now = shared.now
        self.routes: Routes = {
            "second-look": self.open_form,
            "second-look-ask": self.ask,
            "how-graded": self.how,
        }

    async def open_form(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Open the form for the reason."""
        challenge = await self._second_looks.check(
            guild_of(interaction), challenge_id, interaction.user.id, self._now()
        )
        await reply.form(interaction, render.form(challenge))

    async def ask(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Put the answer into the moderators' queue."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        challenge = await self._second_looks.ask(
            guild_of(interaction),
            challenge_id,
            interaction.user.id,
            str(given.get("reason") or ""),
            self._now(),
        )
        await reply.private(interaction, render.asked(challenge))

    async def how(self, interaction: discord.Interaction) -> None:
        """Tell how grades come about."""
        await reply.private(interaction, render.how())
