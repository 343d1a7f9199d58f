"""``/quiz``: practice, one question after another."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain.question import Form
from quizbot.services.quiz import MOST, Quiz
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.practice import PracticeComponents
from quizbot.ui.reply import Now


def quiz_command(
    quiz: Quiz, components: PracticeComponents, library: Library, now: Now
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="quiz", description="Practise in private, with the model answer at once"
    )
    @app_commands.describe(
        topic="What to practise; leave it out for all topics",
        level="How hard",
        form="Write, or press one of four",
        count="How many questions, 5 if you leave it out",
    )
    @app_commands.choices(level=options.LEVELS, form=options.FORMS)
    @app_commands.autocomplete(topic=options.complete_topics(library))
    async def command(
        interaction: discord.Interaction,
        topic: str | None = None,
        level: str | None = None,
        form: str = Form.OPEN.value,
        count: app_commands.Range[int, 1, MOST] = 5,
    ) -> None:
        chosen = library.topic(topic) if topic else ""
        step = await quiz.start(
            interaction.user.id,
            interaction.guild_id,
            chosen,
            options.read_levels(level),
            Form(form),
            count,
            now(),
        )
        await reply.private(interaction, components.view(step))

    return command
