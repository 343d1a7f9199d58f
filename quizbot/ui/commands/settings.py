"""``/settings``: one panel with what a server chose."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import settings as render


def settings_command(schedules: Schedules) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="settings",
        description="Moderators: role, review channel, sharing, boards, weeks, time zone",
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        guild = await require_moderator(interaction, schedules)
        await reply.private(interaction, render.panel(guild))

    return command
