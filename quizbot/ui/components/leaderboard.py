"""The pages and menus of the leaderboard."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.leaderboard import Period
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import leaderboard as render
from quizbot.ui.render.layout import Layout


class LeaderboardComponents:
    """Turning pages, choosing the period and the topic."""

    def __init__(self, shared: Shared) -> None:
        self._leaderboard = Leaderboard(shared.database)
        self._reviews = shared.reviews
        self._topics = shared.topics
        self._now = shared.now
        self.routes: Routes = {
            "board": self.turn,
            "board-period": self.choose_period,
            "board-topic": self.choose_topic,
        }

    async def turn(
        self, interaction: discord.Interaction, period: str, topic: str, page: int, _way: str
    ) -> None:
        """Show another page."""
        await reply.in_place(interaction, await self.view(interaction, Period(period), topic, page))

    async def choose_period(self, interaction: discord.Interaction, topic: str) -> None:
        """Show the board of another period."""
        await reply.in_place(
            interaction, await self.view(interaction, Period(_chosen(interaction)), topic, 0)
        )

    async def choose_topic(self, interaction: discord.Interaction, period: str) -> None:
        """Show the board of another topic."""
        await reply.in_place(
            interaction, await self.view(interaction, Period(period), _chosen(interaction), 0)
        )

    async def view(
        self,
        interaction: discord.Interaction,
        period: Period,
        topic: str,
        page: int,
        *,
        public: bool = False,
    ) -> Layout:
        """Return a page of the board as this person sees it."""
        wanted = "" if topic == render.ANY_TOPIC else topic
        board = await self._leaderboard.board(
            guild_of(interaction),
            period,
            wanted,
            page,
            interaction.user.id,
            self._now(),
            public=public,
        )
        titles = await self._topics.titles(interaction.guild_id)
        due = None if public else await self._reviews.due(interaction.user.id, self._now())
        return render.message(board, titles, due, public=public)


def _chosen(interaction: discord.Interaction) -> str:
    return str(cast(dict[str, Any], interaction.data)["values"][0])
