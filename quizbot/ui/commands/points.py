"""``/points``: give and take, with a reason."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.errors import Refusal
from quizbot.services.points import MOST, Points
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import texts
from quizbot.ui.render.schedule import word
from quizbot.ui.reply import Now

Amount = app_commands.Range[int, 1, MOST]
Reason = app_commands.Range[str, 1, 200]


@app_commands.guild_only()
class PointsGroup(app_commands.Group):
    """Give and take."""

    def __init__(self, points: Points, schedules: Schedules, now: Now) -> None:
        super().__init__(name="points", description="Moderators: give or take points")
        self._points = points
        self._schedules = schedules
        self._now = now

    @app_commands.command(name="give", description="Give a member points, with a reason")
    @app_commands.describe(member="Who", points="How many", reason="Why; the member reads it")
    async def give(
        self,
        interaction: discord.Interaction,
        member: discord.Member,
        points: Amount,
        reason: Reason,
    ) -> None:
        """Give points."""
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
        """Take points."""
        await self._change(interaction, member, -points, reason)

    async def _change(
        self, interaction: discord.Interaction, member: discord.Member, points: int, reason: str
    ) -> None:
        guild = await require_moderator(interaction, self._schedules)
        if member.bot:
            raise Refusal("A bot has no place on the board. Choose a member.")
        name = member.display_name
        total = await self._points.give(
            guild.id, member.id, name, points, reason, interaction.user.id, self._now()
        )
        verb = "has" if points > 0 else "is left with"
        left = f"{texts.name(name)} {verb} {texts.count(total, 'point')} of all time."
        await reply.private(interaction, word(f"{points:+} noted. {left}"))
        await self._points.tell(member.id, _told(interaction, points, reason))


def _told(interaction: discord.Interaction, points: int, reason: str) -> str:
    server = texts.name(interaction.guild.name) if interaction.guild else "your server"
    verb = "gave you" if points > 0 else "took from you"
    number = texts.count(abs(points), "point")
    return f"A moderator of {server} {verb} {number}: {texts.harmless(reason)}"
