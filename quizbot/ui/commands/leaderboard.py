"""``/leaderboard``."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.leaderboard import Period
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.leaderboard import LeaderboardComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.render import leaderboard as render

PERIOD_CHOICES = [
    app_commands.Choice(name=label, value=period.value) for period, label in render.PERIODS.items()
]


def feature(shared: Shared) -> Feature:
    topics = shared.topics
    components = LeaderboardComponents(shared)

    @app_commands.command(
        name="leaderboard", description="Who has how many points; your own place is always shown"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        period="Over which time",
        topic="Points of one topic only",
        public="Show it to the whole channel?",
    )
    @app_commands.choices(period=PERIOD_CHOICES)
    @app_commands.autocomplete(topic=options.complete_topics(topics))
    async def command(
        interaction: discord.Interaction,
        period: str = Period.WEEK.value,
        topic: str | None = None,
        public: bool = False,
    ) -> None:
        guild_id = interaction.guild_id
        chosen = await topics.find(guild_id, topic) if topic else render.ANY_TOPIC
        view = await components.view(interaction, Period(period), chosen, 0, public=public)
        await (reply.public if public else reply.private)(interaction, view)

    return Feature(members=Part([command], components.routes))
