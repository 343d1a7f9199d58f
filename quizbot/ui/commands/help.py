"""``/help``: how it works, and all commands as they are registered."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Command, Feature, Part
from quizbot.ui.moderator_rights import FOR_MODERATORS
from quizbot.ui.render import help as render

FOR_MODERATORS_PREFIX = "Moderators: "
"""Tells, where Discord lists all commands, whose one is."""


def feature(_shared: Shared) -> Feature:
    @app_commands.command(name="help", description="How this works, and all commands")
    async def command(interaction: discord.Interaction[Any]) -> None:
        registered = interaction.client.tree.get_commands()
        moderators = [one for one in registered if FOR_MODERATORS in one.extras]
        members = [one for one in registered if one not in moderators]
        view = render.help_page(map(_told, members), map(_told, moderators))
        await reply.private(interaction, view)

    return Feature(members=Part([command]))


def _told(command: Command) -> tuple[str, str]:
    """Return a command's name and what it does; of a group also what is in it."""
    what = command.description.removeprefix(FOR_MODERATORS_PREFIX)
    what = what[0].lower() + what[1:]
    if isinstance(command, app_commands.Group):
        what += ": " + ", ".join(sorted(one.name for one in command.commands))
    return command.name, what
