"""``/reveal``: the model answer before its time."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.challenge import State
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated


def feature(shared: Shared) -> Feature:
    daily, now = shared.daily, shared.now

    @app_commands.command(
        name="reveal",
        description="Moderators: close this channel's newest question and show its model answer",
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        guild = moderated(interaction)
        await reply.defer(interaction)
        challenge = await daily.reveal_now(
            guild.id, interaction.channel_id or 0, interaction.user.id, now()
        )
        if challenge.state is State.REVEALED:
            outcome = f"is revealed in <#{challenge.channel_id}>."
        else:
            outcome = "is closed and graded, but I cannot post here just now; I keep trying."
        await reply.sentence(interaction, f"Question #{challenge.number} {outcome}")

    return Feature(moderators=Part([command]))
