"""The pages and menus of the leaderboard."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.bank.library import Library
from quizbot.domain.ranking import Period
from quizbot.services.leaderboard import Leaderboard
from quizbot.ui import reply
from quizbot.ui.guard import guild_of
from quizbot.ui.render import board as render
from quizbot.ui.render.layout import Layout
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class BoardComponents:
    """Turning pages, choosing the period and the topic."""

    def __init__(self, leaderboard: Leaderboard, library: Library, now: Now) -> None:
        self._leaderboard = leaderboard
        self._library = library
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
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
        wanted = "" if topic == render.ALL_TOPICS else topic
        board = await self._leaderboard.board(
            guild_of(interaction),
            period,
            wanted,
            page,
            interaction.user.id,
            self._now(),
            public=public,
        )
        return render.message(board, self._library.titles, public=public)


def _chosen(interaction: discord.Interaction) -> str:
    return str(cast(dict[str, Any], interaction.data)["values"][0])
