"""``/answer``: the question of the day without the form."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.challenge import Submission, Sure
from quizbot.services.answers import Answers
from quizbot.services.shared_services import Shared
from quizbot.ui.components.challenge import ChallengeComponents, HandedIn
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import guild_of

SURE_CHOICES = [
    app_commands.Choice(name=sure.value.capitalize(), value=sure.value) for sure in Sure
]


def feature(shared: Shared) -> Feature:
    answers, now = Answers(shared.database), shared.now
    components = ChallengeComponents(shared)

    @app_commands.command(
        name="answer", description="Answer the question of the day, in private until the reveal"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        text="Your answer, two to six sentences",
        sure="How sure you are",
        share="May the group see it after the reveal?",
    )
    @app_commands.choices(sure=SURE_CHOICES)
    async def command(
        interaction: discord.Interaction,
        text: str,
        sure: str | None = None,
        share: bool | None = None,
    ) -> None:
        async def handed_in() -> HandedIn:
            guild_id = guild_of(interaction)
            challenge = await answers.current(guild_id, interaction.channel_id or 0, now())
            before = await answers.before(challenge, interaction.user.id)
            chosen = Sure(sure) if sure else before.sure
            shared = before.share if share is None else share
            return challenge, Submission(text, sure=chosen, share=shared)

        await components.save(interaction, handed_in, text)

    return Feature(members=Part([command], components.routes))
