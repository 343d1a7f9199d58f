"""``/question``: a server's own questions, and what it does with those of the bank."""

from __future__ import annotations

import io

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain.draft import Draft
from quizbot.services.catalogue import Catalogue
from quizbot.services.exports import Exports
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.address import address
from quizbot.ui.commands import options
from quizbot.ui.components.catalogue import CatalogueComponents
from quizbot.ui.components.imports import ImportComponents
from quizbot.ui.components.question import QuestionComponents
from quizbot.ui.components.suggest import SuggestComponents
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import catalogue as render_catalogue
from quizbot.ui.render import imports as render_imports
from quizbot.ui.render import question as render

MOST_FILES = 10
"""Files that Discord takes with one message."""
EXPORT_FORMATS = [
    app_commands.Choice(name="YAML, for the bank's folder or another server", value="yaml"),
    app_commands.Choice(name="CSV, for spreadsheets", value="csv"),
    app_commands.Choice(name="Cards for Anki", value="anki"),
]
EXPORT_RANGES = [
    app_commands.Choice(name="This server's own", value="own"),
    app_commands.Choice(name="Everything", value="all"),
]


@app_commands.guild_only()
class QuestionGroup(app_commands.Group):
    """Add, edit, preview, find, retire, restore, import, export."""

    def __init__(
        self,
        questions: Questions,
        catalogue: Catalogue,
        schedules: Schedules,
        library: Library,
        forms: QuestionComponents,
        cards: CatalogueComponents,
        suggestions: SuggestComponents,
        documents: ImportComponents,
        exports: Exports,
    ) -> None:
        super().__init__(name="question", description="Moderators: the server's questions")
        self._catalogue = catalogue
        self._schedules = schedules
        self._library = library
        self._forms = forms
        self._cards = cards
        self._suggestions = suggestions
        self._documents = documents
        self._exports = exports
        options.complete(self, "import", "topic", options.complete_topics(library))
        offered = options.complete_questions(questions.search, schedules)
        for name in ("preview", "edit", "retire"):
            options.complete(self, name, "question", offered)
        retired = options.complete_questions(catalogue.search_retired, schedules)
        options.complete(self, "restore", "question", retired)

    @app_commands.command(name="add", description="Type a question; you see it before it is saved")
    async def add(self, interaction: discord.Interaction) -> None:
        """Open the form."""
        await require_moderator(interaction, self._schedules)
        target = address("draft-form", 0)
        await reply.form(interaction, render.draft_form(target, Draft(), self._library.titles))

    @app_commands.command(
        name="preview", description="Look at a question and its model answer, for your eyes only"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def preview(self, interaction: discord.Interaction, question: str) -> None:
        """Show a question."""
        guild = await require_moderator(interaction, self._schedules)
        known = await self._catalogue.get(guild.id, question)
        await reply.private(interaction, self._cards.card(known))

    @app_commands.command(
        name="edit", description="Change a question; one of the shipped bank becomes your own"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def edit(self, interaction: discord.Interaction, question: str) -> None:
        """Open the form with a question in it."""
        await self._forms.open_edit(interaction, question)

    @app_commands.command(
        name="find", description="Questions by their words, with how often each was asked"
    )
    @app_commands.describe(words="Words of the question, its topic or its id; near ones count")
    async def find(
        self, interaction: discord.Interaction, words: app_commands.Range[str, 1, 100]
    ) -> None:
        """Find questions."""
        guild = await require_moderator(interaction, self._schedules)
        known = await self._catalogue.find(guild.id, words)
        await reply.private(interaction, render_catalogue.found(known, words, self._library.titles))

    @app_commands.command(name="suggestions", description="What members suggested and waits")
    async def suggestions(self, interaction: discord.Interaction) -> None:
        """Show the suggestions that wait, the oldest first."""
        await self._suggestions.turn(interaction, 0)

    @app_commands.command(
        name="retire", description="Ask a question here no more; what was posted stays"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def retire(self, interaction: discord.Interaction, question: str) -> None:
        """Retire a question."""
        await self._cards.retire(interaction, question)

    @app_commands.command(name="restore", description="Ask a retired question again")
    @app_commands.describe(question="Which one")
    async def restore(self, interaction: discord.Interaction, question: str) -> None:
        """Restore a question."""
        await self._cards.restore(interaction, question)

    @app_commands.command(
        name="import", description="Questions from a document; nothing is saved before you say so"
    )
    @app_commands.describe(
        document="Markdown, text, CSV, GIFT, Anki's text export, trivia list, our YAML",
        topic="For questions whose document names none of the bank's topics",
    )
    async def import_(
        self,
        interaction: discord.Interaction,
        document: discord.Attachment | None = None,
        topic: str | None = None,
    ) -> None:
        """Read a document, or come back to one that is not decided to its end."""
        await require_moderator(interaction, self._schedules)
        if document is None:
            await self._documents.resume(interaction)
        else:
            await self._documents.start(interaction, document, topic)

    @app_commands.command(name="export", description="The server's questions as files")
    @app_commands.describe(format="What for", what="Only the server's own, or the whole bank")
    @app_commands.choices(format=EXPORT_FORMATS, what=EXPORT_RANGES)
    async def export(
        self,
        interaction: discord.Interaction,
        format: str = "yaml",
        what: str = "own",
    ) -> None:
        """Hand out the files privately."""
        guild = await require_moderator(interaction, self._schedules)
        await interaction.response.defer(ephemeral=True, thinking=True)
        made = await self._exports.write(guild.id, format, shipped=what == "all")
        for i in range(0, len(made.files), MOST_FILES):
            files = [
                discord.File(io.BytesIO(data), filename=name)
                for name, data in made.files[i : i + MOST_FILES]
            ]
            text = render_imports.exported(made.size, made.ungraded)
            await interaction.followup.send(text, files=files, ephemeral=True)
