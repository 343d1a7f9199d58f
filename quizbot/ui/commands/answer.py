"""``/answer``: the question of the day without the form."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.domain.challenge import Submission, Sure
from quizbot.services.answers import Answers
from quizbot.ui.components.challenge import ChallengeComponents
from quizbot.ui.guard import guild_of
from quizbot.ui.reply import Now

SURE = [app_commands.Choice(name=sure.value.capitalize(), value=sure.value) for sure in Sure]


def answer_command(
    answers: Answers, components: ChallengeComponents, now: Now
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="answer", description="Answer the question of the day, in private until the reveal"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        text="Your answer, two to six sentences",
        sure="How sure you are",
        share="May the group see it after the reveal?",
    )
    @app_commands.choices(sure=SURE)
    async def command(
        interaction: discord.Interaction,
        text: str,
        sure: str | None = None,
        share: bool | None = None,
    ) -> None:
        guild_id = guild_of(interaction)
        challenge = await answers.current(guild_id, interaction.channel_id or 0, now())
        before = await answers.before(challenge, interaction.user.id)
        submission = Submission(
            text,
            None,
            Sure(sure) if sure else before.sure,
            before.share if share is None else share,
        )
        await components.save(interaction, challenge, submission)

    return command
