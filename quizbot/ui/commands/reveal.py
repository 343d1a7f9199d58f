"""``/reveal``: the model answer before its time."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.ui.components.reveal import RevealComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated


def feature(shared: Shared) -> Feature:
    components = RevealComponents(shared)

    @app_commands.command(
        name="reveal",
        description="Moderators: close this channel's newest question and show its model answer",
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        await components.reveal(interaction, moderated(interaction))

    return Feature(moderators=Part([command], components.routes))
