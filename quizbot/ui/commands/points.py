"""``/points``: give and take, with a reason."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.reason import MAX_REASON
from quizbot.errors import Refusal
from quizbot.services.points import MOST_POINTS
from quizbot.services.shared_services import Shared
from quizbot.ui.components.points import PointsComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated

Amount = app_commands.Range[int, 1, MOST_POINTS]
Reason = app_commands.Range[str, 1, MAX_REASON]


@app_commands.guild_only()
class PointsGroup(app_commands.Group):
    """Give and take."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="points", description="Moderators: give or take points")
        self._components = PointsComponents(shared)

    @app_commands.command(name="give", description="Give a member points, with a reason")
    @app_commands.describe(member="Who", points="How many", reason="Why; the member reads it")
    async def give(
        self,
        interaction: discord.Interaction,
        member: discord.Member,
        points: Amount,
        reason: Reason,
    ) -> None:
        await self._change(interaction, member, points, reason)

    @app_commands.command(name="take", description="Take points from a member, with a reason")
    @app_commands.describe(member="Who", points="How many", reason="Why; the member reads it")
    async def take(
        self,
        interaction: discord.Interaction,
        member: discord.Member,
        points: Amount,
        reason: Reason,
    ) -> None:
        await self._change(interaction, member, -points, reason)

    async def _change(
        self, interaction: discord.Interaction, member: discord.Member, points: int, reason: str
    ) -> None:
        if member.bot:
            raise Refusal("A bot has no place on the board. Choose a member.")
        await self._components.change(
            *(interaction, moderated(interaction), member.id, member.display_name),
            *(points, reason),
        )


def feature(shared: Shared) -> Feature:
    routes = PointsComponents(shared).routes
    return Feature(moderators=Part([PointsGroup(shared)], routes))
