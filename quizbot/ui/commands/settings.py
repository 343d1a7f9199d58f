"""``/settings``: one panel with what a server chose."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.components.settings import SettingsComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated
from quizbot.ui.render import settings as render


def feature(shared: Shared) -> Feature:
    components = SettingsComponents(shared)

    @app_commands.command(
        name="settings",
        description="Moderators: role, review channel, sharing, boards, weeks, time zone",
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        guild = moderated(interaction)
        await reply.private(interaction, render.panel(guild))

    return Feature(moderators=Part([command], components.routes))
