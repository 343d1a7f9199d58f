"""``/quiz``: practice, one question after another."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.question import Form
from quizbot.domain.quiz import MOST_QUESTIONS
from quizbot.services.quiz import Quiz
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.quiz import QuizComponents
from quizbot.ui.feature import Feature, Part


def feature(shared: Shared) -> Feature:
    library, now = shared.library, shared.now
    quiz = Quiz(shared.database, library, shared.verdicts, shared.membership, shared.rng)
    components = QuizComponents(shared)

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
        count: app_commands.Range[int, 1, MOST_QUESTIONS] = 5,
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
        await reply.private(interaction, await components.view(step))

    return Feature(members=Part([command], components.routes))
