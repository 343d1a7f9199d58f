"""The buttons below a question of the bank: ask it next, retire it, restore it."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.bank.library import Library
from quizbot.services.catalogue import Catalogue, Known
from quizbot.services.queue import Queue
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import catalogue as render
from quizbot.ui.render import question as render_question
from quizbot.ui.render.layout import Layout
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class CatalogueComponents:
    """Look at it, Ask it next, Retire, Restore."""

    def __init__(
        self,
        catalogue: Catalogue,
        queue: Queue,
        schedules: Schedules,
        library: Library,
        now: Now,
    ) -> None:
        self._catalogue = catalogue
        self._queue = queue
        self._schedules = schedules
        self._library = library
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "ask-next": self.ask_next,
            "question-open": self.open,
            "question-retire": self.retire,
            "question-restore": self.restore,
        }

    async def ask_next(self, interaction: discord.Interaction, question_id: str | int) -> None:
        """Put a question of the bank into the queue."""
        guild = await require_moderator(interaction, self._schedules)
        queued = await self._queue.add(guild.id, str(question_id), interaction.user.id, self._now())
        turn = render_question.turn(queued, await self._schedules.all(guild.id))
        await reply.private(interaction, render_question.queued(queued.question, turn))

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the question chosen from what was found."""
        guild = await require_moderator(interaction, self._schedules)
        chosen = str(cast(dict[str, Any], interaction.data).get("values", [""])[0])
        await reply.private(interaction, self.card(await self._catalogue.get(guild.id, chosen)))

    async def retire(self, interaction: discord.Interaction, question_id: str | int) -> None:
        """Take a question out of the asking."""
        guild = await require_moderator(interaction, self._schedules)
        known = await self._catalogue.retire(
            guild.id, str(question_id), interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.retired(known))

    async def restore(self, interaction: discord.Interaction, question_id: str | int) -> None:
        """Let a question be asked again."""
        guild = await require_moderator(interaction, self._schedules)
        known = await self._catalogue.restore(
            guild.id, str(question_id), interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.restored(known))

    def card(self, known: Known) -> Layout:
        """Return a question with its model answer and how it stands."""
        return render.card(known, self._library.title(known.question.topic))
