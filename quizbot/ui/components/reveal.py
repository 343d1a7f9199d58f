"""The model answer before its time, and the button that reveals one more."""

from __future__ import annotations

import discord

from quizbot.domain.challenge import State
from quizbot.domain.guild import Guild
from quizbot.errors import Repeated
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import layout


class RevealComponents:
    """Reveal this one too."""

    def __init__(self, shared: Shared) -> None:
        self._daily = shared.daily
        self._now = shared.now
        self.routes: Routes = {"reveal-too": self.reveal}

    async def reveal(
        self, interaction: discord.Interaction, guild: Guild, number: int | None = None
    ) -> None:
        """Reveal the channel's newest open question, or that number."""
        await reply.defer(interaction)
        channel, actor = interaction.channel_id or 0, interaction.user.id
        try:
            challenge = await self._daily.reveal_now(
                guild.id, channel, actor, self._now(), number=number
            )
        except Repeated as repeated:
            target = address("reveal-too", repeated.done)
            await reply.private(interaction, layout.asking(str(repeated), target))
            return
        if challenge.state is State.REVEALED:
            outcome = f"is revealed in <#{challenge.channel_id}>."
        else:
            outcome = "is closed and graded, but I cannot post here just now; I keep trying."
        await reply.sentence(interaction, f"Question #{challenge.number} {outcome}")
