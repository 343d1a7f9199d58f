"""``/challenge``: an open question whose message was deleted, or that should not be there."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.errors import NotAllowed
from quizbot.services.challenge import OpenChallenges
from quizbot.services.schedules import Schedules
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import texts
from quizbot.ui.reply import Now

_WHICH = "Its number; this channel's newest open question if you leave it out"


@app_commands.guild_only()
class ChallengeGroup(app_commands.Group):
    """Repost and cancel."""

    def __init__(self, challenges: OpenChallenges, schedules: Schedules, now: Now) -> None:
        super().__init__(name="challenge", description="Moderators: mend an open question")
        self._challenges = challenges
        self._schedules = schedules
        self._now = now

    @app_commands.command(
        name="repost", description="Post an open question again whose message was deleted"
    )
    @app_commands.describe(number=_WHICH)
    async def repost(self, interaction: discord.Interaction, number: int | None = None) -> None:
        """Post an open question again."""
        guild = await require_moderator(interaction, self._schedules)
        await interaction.response.defer(ephemeral=True, thinking=True)
        channel, actor = interaction.channel_id or 0, interaction.user.id
        done = await self._challenges.repost(guild.id, number, channel, actor, self._now())
        kept = texts.count(done.answered, "answer")
        await interaction.followup.send(
            f"Question #{done.number} is in <#{done.channel_id}> again; {kept} kept.",
            ephemeral=True,
        )

    @app_commands.command(
        name="cancel", description="Give an open question up: no model answer, no points"
    )
    @app_commands.describe(number=_WHICH)
    async def cancel(self, interaction: discord.Interaction, number: int | None = None) -> None:
        """Give an open question up."""
        guild = await require_moderator(interaction, self._schedules)
        await interaction.response.defer(ephemeral=True, thinking=True)
        channel, actor = interaction.channel_id or 0, interaction.user.id
        done = await self._challenges.cancel(guild.id, number, channel, actor, self._now())
        kept = texts.count(done.answered, "answer")
        await interaction.followup.send(
            f"Question #{done.number} is cancelled: it takes no answers and gives no points. "
            f"{kept} kept. The question may be asked again; /schedule post-now posts another one.",
            ephemeral=True,
        )

    @repost.autocomplete("number")
    @cancel.autocomplete("number")
    async def complete_number(
        self, interaction: discord.Interaction, _typed: str
    ) -> list[app_commands.Choice[int]]:
        """Offer the open questions to moderators."""
        try:
            guild = await require_moderator(interaction, self._schedules)
        except NotAllowed:
            return []
        found = await self._challenges.all(guild.id)
        return [
            app_commands.Choice(
                name=f"#{one.number}: {one.question.prompt}"[:100], value=one.number
            )
            for one in found[:25]
        ]
