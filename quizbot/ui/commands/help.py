"""``/help``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.ui import reply
from quizbot.ui.render import help as render


def help_command() -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(name="help", description="How this works, and all commands")
    async def command(interaction: discord.Interaction) -> None:
        await reply.private(interaction, render.help_page())

    return command
