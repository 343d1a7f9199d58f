"""``/question``: a server's own questions."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain.draft import Draft
from quizbot.errors import NotAllowed
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.commands.options import Choices
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import question as render


@app_commands.guild_only()
class QuestionGroup(app_commands.Group):
    """Add a question, preview any."""

    def __init__(self, questions: Questions, schedules: Schedules, library: Library) -> None:
        super().__init__(name="question", description="Moderators: the server's own questions")
        self._questions = questions
        self._schedules = schedules
        self._library = library

    @app_commands.command(name="add", description="Type a question; you see it before it is saved")
    async def add(self, interaction: discord.Interaction) -> None:
        """Open the form."""
        await require_moderator(interaction, self._schedules)
        await reply.form(interaction, render.draft_form(0, Draft(), self._library.titles))

    @app_commands.command(
        name="preview", description="Look at a question and its model answer, for your eyes only"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def preview(self, interaction: discord.Interaction, question: str) -> None:
        """Show a question."""
        guild = await require_moderator(interaction, self._schedules)
        found = await self._questions.get(guild.id, question)
        await reply.private(interaction, render.preview(found, self._library.title(found.topic)))

    @preview.autocomplete("question")
    async def complete_question(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Offer questions to moderators; others learn nothing about the bank."""
        try:
            guild = await require_moderator(interaction, self._schedules)
        except NotAllowed:
            return []
        found = await self._questions.search(guild.id, typed)
        return [app_commands.Choice(name=f"{q.topic}: {q.prompt}"[:100], value=q.id) for q in found]
