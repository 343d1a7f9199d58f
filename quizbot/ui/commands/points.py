"""``/points``: give and take, with a reason."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.reason import MAX_REASON
from quizbot.errors import Refusal
from quizbot.services.points import MOST_POINTS, Points
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated
from quizbot.ui.render import texts
from quizbot.ui.render.schedule import word

Amount = app_commands.Range[int, 1, MOST_POINTS]
Reason = app_commands.Range[str, 1, MAX_REASON]


@app_commands.guild_only()
class PointsGroup(app_commands.Group):
    """Give and take."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="points", description="Moderators: give or take points")
        self._points = Points(shared.database)
        self._now = shared.now

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
        guild = moderated(interaction)
        if member.bot:
            raise Refusal("A bot has no place on the board. Choose a member.")
        name = member.display_name
        total = await self._points.give(
            *(guild.id, member.id, name, points, reason, interaction.user.id, self._now()),
            _told(interaction, points, reason),
        )
        verb = "has" if points > 0 else "is left with"
        left = f"{texts.name(name)} {verb} {texts.count(total, 'point')} of all time."
        await reply.private(interaction, word(f"{points:+} noted. {left}"))


def _told(interaction: discord.Interaction, points: int, reason: str) -> str:
    server = texts.name(interaction.guild.name) if interaction.guild else "your server"
    verb = "gave you" if points > 0 else "took from you"
    number = texts.count(abs(points), "point")
    return f"A moderator of {server} {verb} {number}: {texts.harmless(reason)}"


def feature(shared: Shared) -> Feature:
    return Feature(moderators=Part([PointsGroup(shared)]))
