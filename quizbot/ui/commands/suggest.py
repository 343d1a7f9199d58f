"""``/suggest``: a member proposes a question."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.services.suggest import Suggestions
from quizbot.ui import reply
from quizbot.ui.guard import guild_of
from quizbot.ui.render import suggest as render


def suggest_command(
    suggestions: Suggestions, library: Library
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="suggest", description="Suggest a question to the moderators, or see how yours stand"
    )
    @app_commands.guild_only()
    @app_commands.describe(list="See what became of your suggestions")
    async def command(interaction: discord.Interaction, list: bool = False) -> None:
        guild_id, user_id = guild_of(interaction), interaction.user.id
        if list:
            await reply.private(interaction, render.own(await suggestions.own(guild_id, user_id)))
            return
        await suggestions.require_room(guild_id, user_id)
        await reply.form(interaction, render.suggestion_form(library.titles))

    return command
