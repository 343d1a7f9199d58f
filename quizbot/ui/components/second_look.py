"""The buttons below a member's own result."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.services.second_looks import SecondLooks
from quizbot.ui import form, reply
from quizbot.ui.guard import guild_of
from quizbot.ui.render import second_look as render
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class SecondLookComponents:
    """Ask for a second look, and How grading works."""

    def __init__(self, second_looks: SecondLooks, now: Now) -> None:
        self._second_looks = second_looks
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
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
        given = form.fields(cast(dict[str, Any], interaction.data))
        challenge = await self._second_looks.ask(
            guild_of(interaction),
            challenge_id,
            interaction.user.id,
            str(given.get("reason") or ""),
            self._now(),
        )
        await reply.private(interaction, render.asked(challenge))
        await self._second_looks.announce(challenge)

    async def how(self, interaction: discord.Interaction) -> None:
        """Tell how grades come about."""
        await reply.private(interaction, render.how())
