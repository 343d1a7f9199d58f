"""The buttons below a question of the bank: ask it next, retire it, restore it."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.services.question_catalogue import Known, QuestionCatalogue
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Routes
from quizbot.ui.render import question as render_question
from quizbot.ui.render import question_catalogue as render
from quizbot.ui.render.layout import Layout


class QuestionCatalogueComponents:
    """Look at it, Ask it next, Retire, Restore."""

    def __init__(self, shared: Shared) -> None:
        self._catalogue = QuestionCatalogue(shared.database, shared.questions)
        self._queue = shared.queue
        self._schedules = shared.schedules
        self._topics = shared.topics
        self._now = shared.now
        self.routes: Routes = {
            "ask-next": self.ask_next,
            "question-open": self.open,
            "question-retire": self.retire,
            "question-restore": self.restore,
        }

    async def ask_next(
        self, interaction: discord.Interaction, guild: Guild, question_id: str | int
    ) -> None:
        """Put a question of the bank into the queue."""
        queued = await self._queue.add(guild.id, str(question_id), interaction.user.id, self._now())
        planned = await self._schedules.all(guild.id)
        turn = render_question.turn(queued.question, queued, planned)
        await reply.private(interaction, render_question.queued(queued.question, turn))

    async def open(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Show the question chosen from what was found."""
        chosen = str(cast(dict[str, Any], interaction.data).get("values", [""])[0])
        known = await self._catalogue.get(guild.id, chosen)
        await reply.private(interaction, await self.card(guild.id, known))

    async def retire(
        self, interaction: discord.Interaction, guild: Guild, question_id: str | int
    ) -> None:
        """Take a question out of the asking."""
        known = await self._catalogue.retire(
            guild.id, str(question_id), interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.retired(known))

    async def restore(
        self, interaction: discord.Interaction, guild: Guild, question_id: str | int
    ) -> None:
        """Let a question be asked again."""
        known = await self._catalogue.restore(
            guild.id, str(question_id), interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.restored(known))

    async def card(self, guild_id: int, known: Known) -> Layout:
        """Return a question with its model answer and how it stands."""
        return render.card(known, await self._topics.title(guild_id, known.question.topic))
