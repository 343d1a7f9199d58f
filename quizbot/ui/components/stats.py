"""Showing statistics, choosing what others may see of them, handing out the tables."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.stats import StatsPart
from quizbot.domain.stats_picture import Picture
from quizbot.errors import PictureFailed
from quizbot.services.shared_services import Shared
from quizbot.services.stats import Stats
from quizbot.services.stats_export import StatsExport
from quizbot.ui import reply
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import stats as render
from quizbot.ui.render import stats_server as render_server


class StatsComponents:
    """Reads, draws, shows; drawing takes a moment, so each begins by asking for time."""

    def __init__(self, shared: Shared) -> None:
        self._stats = Stats(shared.database, shared.library)
        self._export = StatsExport()
        self._pictures = shared.pictures
        self._titles = shared.library.titles
        self._now = shared.now
        self.routes: Routes = {"stats-share": self.share}
        self.moderators_routes: Routes = {"stats-csv": self.tables}

    async def own(self, interaction: discord.Interaction) -> None:
        """Show a member the own statistics."""
        await self._begin(interaction)
        found = await self._stats.own(interaction.guild_id, interaction.user.id, self._now())
        shown = render.OwnPage(
            found, self._titles, interaction.user.display_name, in_guild=bool(interaction.guild_id)
        )
        drawn = await self._draw(shown.pictures())
        await reply.pictured(interaction, render.own(shown, drawn.keys()), drawn)

    async def of_member(
        self, interaction: discord.Interaction, member: discord.User | discord.Member
    ) -> None:
        """Show what a member shares."""
        await self._begin(interaction)
        found = await self._stats.of_member(guild_of(interaction), member.id, self._now())
        shown = render.OwnPage(found, self._titles, member.display_name, own=False)
        drawn = await self._draw(shown.pictures())
        await reply.pictured(interaction, render.own(shown, drawn.keys()), drawn)

    async def share(self, interaction: discord.Interaction) -> None:
        """Let others see the parts that were chosen, and no others."""
        values = cast(dict[str, Any], interaction.data)["values"]
        parts = frozenset(part for part in StatsPart if part in values)
        await self._stats.share(guild_of(interaction), interaction.user.id, parts)
        await reply.private(interaction, render.shares(parts))

    async def server(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Show moderators the server's statistics."""
        await self._begin(interaction)
        found = await self._stats.server(guild.id, self._now())
        name = interaction.guild.name if interaction.guild else "This server"
        drawn = await self._draw(render_server.pictures(found, name))
        await reply.pictured(interaction, render_server.message(found, drawn.keys()), drawn)

    async def tables(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Hand out the server's statistics as CSV."""
        await reply.defer(interaction)
        files = await self._export.write(await self._stats.server_of_all_time(guild.id))
        attached = [discord.File(io.BytesIO(data), filename=name) for name, data in files]
        await reply.files(interaction, render_server.TABLES, attached)

    async def _begin(self, interaction: discord.Interaction) -> None:
        await reply.defer(interaction)
        await self._pictures.wake()

    async def _draw(self, pictures: Mapping[str, Picture]) -> dict[str, bytes]:
        """Return PNGs by name; those that could not be drawn are left out, the words stay."""
        drawn = {}
        for name, picture in pictures.items():
            try:
                drawn[name] = await self._pictures.draw(picture)
            except PictureFailed:
                break
        return drawn
