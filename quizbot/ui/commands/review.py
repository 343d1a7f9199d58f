"""``/review``: cards that are due, one after another."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.ui.components.review import ReviewComponents
from quizbot.ui.components.review_keeping import ReviewKeepingComponents
from quizbot.ui.components.review_settings import ReviewSettingsComponents
from quizbot.ui.feature import Feature, Part


def feature(shared: Shared) -> Feature:
    components = ReviewComponents(shared)
    keeping, wishes = ReviewKeepingComponents(shared), ReviewSettingsComponents(shared)

    @app_commands.command(
        name="review", description="What you missed or kept comes back, before you forget it"
    )
    async def command(interaction: discord.Interaction) -> None:
        await components.show_next(interaction)

    routes = {**components.routes, **keeping.routes, **wishes.routes}
    return Feature(members=Part([command], routes))
