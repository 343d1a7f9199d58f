"""``/suggest``: a member proposes a question."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.services.shared_services import Shared
from quizbot.services.suggest import Suggestions
from quizbot.ui import reply
from quizbot.ui.components.suggest import SuggestComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import suggest as render


def feature(shared: Shared) -> Feature:
    suggestions = Suggestions(shared.database, shared.questions)
    components = SuggestComponents(shared)

    @app_commands.command(
        name="suggest", description="Suggest a question to the moderators, or see how yours stand"
    )
    @app_commands.guild_only()
    @app_commands.describe(list="See what became of your suggestions")
    async def command(interaction: discord.Interaction, list: bool = False) -> None:
        guild_id, user_id = guild_of(interaction), interaction.user.id
        if list:
            await reply.private(interaction, render.own(await suggestions.own(guild_id, user_id)))
            return
        await suggestions.require_room(guild_id, user_id)
        titles = await shared.topics.titles(guild_id)
        await reply.form(interaction, render.suggestion_form(titles))

    moderators = Part([], components.moderators_routes)
    return Feature(Part([command], components.routes), moderators)
