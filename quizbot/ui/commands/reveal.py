"""``/reveal``: the model answer before its time."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.domain.challenge import State
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.ui.guard import require_moderator
from quizbot.ui.reply import Now


def reveal_command(
    daily: Daily, schedules: Schedules, now: Now
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="reveal",
        description="Moderators: close this channel's newest question and show its model answer",
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        guild = await require_moderator(interaction, schedules)
        await interaction.response.defer(ephemeral=True, thinking=True)
        challenge = await daily.reveal_now(
            guild.id, interaction.channel_id or 0, interaction.user.id, now()
        )
        if challenge.state is State.REVEALED:
            outcome = f"is revealed in <#{challenge.channel_id}>."
        else:
            outcome = "is closed and graded, but I cannot post here just now; I keep trying."
        await interaction.followup.send(f"Question #{challenge.number} {outcome}", ephemeral=True)

    return command
