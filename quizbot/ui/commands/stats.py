"""``/stats``: what a member did, and for moderators what the server did."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.ui.components.stats import StatsComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import guild_of, moderated


class StatsGroup(app_commands.Group):
    """Me, member and server."""

    def __init__(self, components: StatsComponents) -> None:
        super().__init__(name="stats", description="What you did, as pictures and in words")
        self._components = components

    @app_commands.command(
        name="me", description="Your days, topics, scores, and how right you are when you are sure"
    )
    async def me(self, interaction: discord.Interaction) -> None:
        await self._components.own(interaction)

    @app_commands.command(name="member", description="What another member shares of the same")
    @app_commands.describe(member="Whose statistics")
    async def member(self, interaction: discord.Interaction, member: discord.User) -> None:
        guild_of(interaction)
        if member.id == interaction.user.id:
            await self._components.own(interaction)
        else:
            await self._components.of_member(interaction, member)

    @app_commands.command(
        name="server",
        description="Moderators: participation, and questions and key points that stand out",
    )
    async def server(self, interaction: discord.Interaction) -> None:
        await self._components.server(interaction, moderated(interaction))


def feature(shared: Shared) -> Feature:
    components = StatsComponents(shared)
    group = StatsGroup(components)
    of_server: Any = group.get_command("server")
    return Feature(
        Part([group], components.routes), Part([of_server], components.moderators_routes)
    )
