"""Who may do what, asked at the moment of the act.

What only moderators may do is declared so where it is registered (`ui.feature`): commands are
guarded, and the router asks before it calls a handler, so none of them can forget to.
"""

from __future__ import annotations

from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Group

from quizbot.domain.guild import Guild
from quizbot.errors import NotAllowed, QuizError, Refusal
from quizbot.services.settings import ServerSettings
from quizbot.ui.feature import Command

FOR_MODERATORS = "for moderators"
"""In the extras of every command that is guarded."""
_MODERATED = "moderated guild"


class CommandRefused(app_commands.CheckFailure):
    """A command is refused before it begins; ``original`` is the reason."""

    def __init__(self, original: QuizError) -> None:
        super().__init__(str(original))
        self.original = original


class Rights:
    """Knows who may moderate a server: Manage Server, or the role that the server chose."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings

    async def moderator(self, interaction: discord.Interaction) -> Guild:
        """Return the server's settings if the person may moderate it.

        Raises:
            NotAllowed: neither Manage Server nor the role the server chose.
        """
        guild = await self._settings.get(guild_of(interaction))
        if _manages(interaction) or _has_role(interaction.user, guild.moderator_role_id):
            return guild
        chosen = guild.moderator_role_id
        role = f", or the role <@&{chosen}>" if chosen else ""
        raise NotAllowed(
            f"Only moderators can do that here (Manage Server{role}). Ask one of them."
        )

    def guard(self, command: Command) -> None:
        """Let a command, or each of a group, begin only for moderators."""
        command.extras[FOR_MODERATORS] = True
        for one in (command, *(command.walk_commands() if isinstance(command, Group) else ())):
            if isinstance(one, app_commands.Command):
                # add_check would put it into a list that all copies of a group's command share.
                one.checks = [*one.checks, self._check]

    async def _check(self, interaction: discord.Interaction) -> bool:
        """Let a moderators' command begin; `moderated` then tells the server's settings.

        Raises:
            CommandRefused: the person may not moderate.
        """
        try:
            interaction.extras[_MODERATED] = await self.moderator(interaction)
        except QuizError as error:
            raise CommandRefused(error) from error
        return True


def moderated(interaction: discord.Interaction) -> Guild:
    """Return the settings of the server whose moderator has given this command."""
    return cast(Guild, interaction.extras[_MODERATED])


def require_manager(interaction: discord.Interaction) -> None:
    """Check that a moderator may choose who moderates.

    Raises:
        NotAllowed: no Manage Server; the role that the server chose is not enough.
    """
    if not _manages(interaction):
        raise NotAllowed(
            "Only who has Manage Server can choose the role that moderates. Ask one of them."
        )


def guild_of(interaction: discord.Interaction) -> int:
    """Return the server's id.

    Raises:
        Refusal: the interaction is in private messages.
    """
    if interaction.guild_id is None:
        raise Refusal("This works in a server, not in private messages. /quiz works here too.")
    return interaction.guild_id


def _manages(interaction: discord.Interaction) -> bool:
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def _has_role(user: Any, role_id: int | None) -> bool:
    return (
        role_id is not None
        and isinstance(user, discord.Member)
        and user.get_role(role_id) is not None
    )
