"""``/challenge``: an open question whose message was deleted, or that should not be there."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands

from quizbot.domain.guild import Guild
from quizbot.services.challenges import Challenges
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import Rights, moderated
from quizbot.ui.render import texts

_WHICH = "Its number; this channel's newest open question if you leave it out"


@app_commands.guild_only()
class ChallengeGroup(app_commands.Group):
    """Repost and cancel."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="challenge", description="Moderators: mend an open question")
        self._challenges = Challenges(shared.database, shared.publisher, shared.daily.stale)
        self._now = shared.now
        offered = options.for_moderators(Rights(shared.settings), self._offer)
        options.complete(self, ("repost", "cancel"), "number", offered)

    @app_commands.command(
        name="repost", description="Post an open question again whose message was deleted"
    )
    @app_commands.describe(number=_WHICH)
    async def repost(self, interaction: discord.Interaction, number: int | None = None) -> None:
        guild = moderated(interaction)
        await reply.defer(interaction)
        channel, actor = interaction.channel_id or 0, interaction.user.id
        done = await self._challenges.repost(guild.id, number, channel, actor, self._now())
        kept = texts.count(done.answered, "answer")
        await reply.sentence(
            interaction, f"Question #{done.number} is in <#{done.channel_id}> again; {kept} kept."
        )

    @app_commands.command(
        name="cancel", description="Give an open question up: no model answer, no points"
    )
    @app_commands.describe(number=_WHICH)
    async def cancel(self, interaction: discord.Interaction, number: int | None = None) -> None:
        guild = moderated(interaction)
        await reply.defer(interaction)
        channel, actor = interaction.channel_id or 0, interaction.user.id
        done = await self._challenges.cancel(guild.id, number, channel, actor, self._now())
        kept = texts.count(done.answered, "answer")
        await reply.sentence(
            interaction,
            f"Question #{done.number} is cancelled: it takes no answers and gives no points. "
            f"{kept} kept. The question may be asked again; /schedule post-now posts another one.",
        )

    async def _offer(
        self, _interaction: discord.Interaction, guild: Guild, _typed: str
    ) -> Iterator[app_commands.Choice[int]]:
        found = await self._challenges.all(guild.id)
        return (
            options.choice(f"#{one.number}: {one.question.prompt}", one.number) for one in found
        )


def feature(shared: Shared) -> Feature:
    return Feature(moderators=Part([ChallengeGroup(shared)]))
