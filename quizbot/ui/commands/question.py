"""``/question``: a server's own questions, and what it does with those of the bank."""

from __future__ import annotations

import io

import discord
from discord import app_commands

from quizbot.services.question_catalogue import QuestionCatalogue
from quizbot.services.question_export import QuestionExport
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.imports import ImportComponents
from quizbot.ui.components.question import QuestionComponents
from quizbot.ui.components.question_catalogue import QuestionCatalogueComponents
from quizbot.ui.components.suggest import SuggestComponents
from quizbot.ui.feature import Feature, Part, Routes
from quizbot.ui.moderator_rights import Rights, moderated
from quizbot.ui.render import imports as render_imports
from quizbot.ui.render import question_catalogue as render_catalogue

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

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="question", description="Moderators: the server's questions")
        self._catalogue = QuestionCatalogue(shared.database, shared.questions)
        self._topics = shared.topics
        self._forms = QuestionComponents(shared)
        self._cards = QuestionCatalogueComponents(shared)
        self._suggestions = SuggestComponents(shared)
        self._documents = ImportComponents(shared)
        self._exports = QuestionExport(shared.database, shared.library)
        self.routes: Routes = {
            **self._forms.routes,
            **self._cards.routes,
            **self._documents.routes,
        }
        options.complete(self, ("import",), "topic", options.complete_topics(self._topics))
        rights = Rights(shared.settings)
        known = options.for_moderators(rights, options.offer_questions(shared.questions.search))
        options.complete(self, ("preview", "edit", "retire"), "question", known)
        search = self._catalogue.search_retired
        retired = options.for_moderators(rights, options.offer_questions(search))
        options.complete(self, ("restore",), "question", retired)

    @app_commands.command(name="add", description="Type a question; you see it before it is saved")
    async def add(self, interaction: discord.Interaction) -> None:
        await self._forms.open_start(interaction, moderated(interaction))

    @app_commands.command(
        name="preview", description="Look at a question and its model answer, for your eyes only"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def preview(self, interaction: discord.Interaction, question: str) -> None:
        guild = moderated(interaction)
        known = await self._catalogue.get(guild.id, question)
        await reply.private(interaction, await self._cards.card(guild.id, known))

    @app_commands.command(
        name="edit", description="Change a question; one of the shipped bank becomes your own"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def edit(self, interaction: discord.Interaction, question: str) -> None:
        await self._forms.open_edit(interaction, moderated(interaction), question)

    @app_commands.command(
        name="find", description="Questions by their words, with how often each was asked"
    )
    @app_commands.describe(words="Words of the question, its topic or its id; near ones count")
    async def find(
        self, interaction: discord.Interaction, words: app_commands.Range[str, 1, 100]
    ) -> None:
        guild = moderated(interaction)
        known = await self._catalogue.find(guild.id, words)
        titles = await self._topics.titles(guild.id)
        await reply.private(interaction, render_catalogue.found(known, words, titles))

    @app_commands.command(name="suggestions", description="What members suggested and waits")
    async def suggestions(self, interaction: discord.Interaction) -> None:
        await self._suggestions.turn(interaction, moderated(interaction), 0)

    @app_commands.command(
        name="retire", description="Ask a question here no more; what was posted stays"
    )
    @app_commands.describe(question="Type a word of it, then choose")
    async def retire(self, interaction: discord.Interaction, question: str) -> None:
        await self._cards.retire(interaction, moderated(interaction), question)

    @app_commands.command(name="restore", description="Ask a retired question again")
    @app_commands.describe(question="Which one")
    async def restore(self, interaction: discord.Interaction, question: str) -> None:
        await self._cards.restore(interaction, moderated(interaction), question)

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
        if document is None:
            await self._documents.resume(interaction, moderated(interaction))
        else:
            await self._documents.start(interaction, moderated(interaction), document, topic)

    @app_commands.command(name="export", description="The server's questions as files")
    @app_commands.describe(format="What for", what="Only the server's own, or the whole bank")
    @app_commands.choices(format=EXPORT_FORMATS, what=EXPORT_RANGES)
    async def export(
        self,
        interaction: discord.Interaction,
        format: str = "yaml",
        what: str = "own",
    ) -> None:
        guild = moderated(interaction)
        await reply.defer(interaction)
        made = await self._exports.write(guild.id, format, shipped=what == "all")
        for i in range(0, len(made.files), MOST_FILES):
            files = [
                discord.File(io.BytesIO(data), filename=name)
                for name, data in made.files[i : i + MOST_FILES]
            ]
            text = render_imports.exported(made.size, made.ungraded)
            await reply.files(interaction, text, files)


def feature(shared: Shared) -> Feature:
    group = QuestionGroup(shared)
    return Feature(moderators=Part([group], group.routes))
