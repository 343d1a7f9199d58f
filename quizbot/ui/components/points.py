"""Giving and taking points, and the button that does it once more."""

from __future__ import annotations

import discord

from quizbot.domain.guild import Guild
from quizbot.errors import Repeated
from quizbot.services.points import Points
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import layout, texts
from quizbot.ui.render import points as render
from quizbot.ui.render.schedule import word


class PointsComponents:
    """Once more."""

    def __init__(self, shared: Shared) -> None:
        self._points = Points(shared.database)
        self._now = shared.now
        self.routes: Routes = {"points-again": self.again}

    async def again(self, interaction: discord.Interaction, guild: Guild, line_id: int) -> None:
        """Do once more what was just done, by its line of the ledger."""
        given = await self._points.given(guild.id, line_id, interaction.user.id)
        await self.change(
            *(interaction, guild, given.user_id, given.name, given.points, given.reason),
            again=line_id,
        )

    async def change(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        user_id: int,
        name: str,
        points: int,
        reason: str,
        *,
        again: int = 0,
    ) -> None:
        """Give or take points; the same twice within a minute asks first."""
        server = interaction.guild.name if interaction.guild else "your server"
        try:
            total = await self._points.give(
                *(guild.id, user_id, name, points, reason, interaction.user.id, self._now()),
                render.told(server, points, reason),
                again=again,
            )
        except Repeated as repeated:
            target = address("points-again", repeated.done)
            await reply.in_place(interaction, layout.asking(str(repeated), target))
            return
        verb = "has" if points > 0 else "is left with"
        left = f"{texts.name(name)} {verb} {texts.count(total, 'point')} of all time."
        await reply.in_place(interaction, word(f"{points:+} noted. {left}"))
