"""``/leaderboard``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain.ranking import Period
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.board import BoardComponents
from quizbot.ui.render import board as render

PERIODS = [
    app_commands.Choice(name=label, value=period.value) for period, label in render.PERIODS.items()
]


def leaderboard_command(
    components: BoardComponents, library: Library
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="leaderboard", description="Who has how many points; your own place is always shown"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        period="Over which time",
        topic="Points of one topic only",
        public="Show it to the whole channel?",
    )
    @app_commands.choices(period=PERIODS)
    @app_commands.autocomplete(topic=options.complete_topics(library))
    async def command(
        interaction: discord.Interaction,
        period: str = Period.WEEK.value,
        topic: str | None = None,
        public: bool = False,
    ) -> None:
        chosen = library.topic(topic) if topic else render.ALL_TOPICS
        view = await components.view(interaction, Period(period), chosen, 0, public=public)
        await (reply.public if public else reply.private)(interaction, view)

    return command
