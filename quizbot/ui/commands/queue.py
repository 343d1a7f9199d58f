"""``/queue``: what is asked before all else."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.domain.queue import LONGEST_QUEUE
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.question_catalogue import QuestionCatalogueComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import Rights, moderated
from quizbot.ui.render import queue as render


@app_commands.guild_only()
class QueueGroup(app_commands.Group):
    """Add, list, move, remove."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="queue", description="Moderators: what is asked before all else")
        self._queue = shared.queue
        self._components = QuestionCatalogueComponents(shared)
        self._now = shared.now
        rights = Rights(shared.settings)
        known = options.for_moderators(rights, options.offer_questions(shared.questions.search))
        options.complete(self, ("add",), "question", known)
        queued = options.for_moderators(rights, options.offer_questions(shared.queue.search))
        options.complete(self, ("move", "remove"), "question", queued)

    @app_commands.command(name="add", description="Put a question at the end of the queue")
    @app_commands.describe(question="Type a word of it, then choose")
    async def add(self, interaction: discord.Interaction, question: str) -> None:
        await self._components.ask_next(interaction, moderated(interaction), question)

    @app_commands.command(name="list", description="The queue, and which run takes what")
    async def list_(self, interaction: discord.Interaction) -> None:
        guild = moderated(interaction)
        await reply.private(interaction, render.listing(await self._queue.listed(guild.id)))

    @app_commands.command(name="move", description="Give a queued question another place")
    @app_commands.describe(question="Which one", place="1 is asked next")
    async def move(
        self,
        interaction: discord.Interaction,
        question: str,
        place: app_commands.Range[int, 1, LONGEST_QUEUE] = 1,
    ) -> None:
        guild = moderated(interaction)
        order = await self._queue.move(guild.id, question, place, interaction.user.id, self._now())
        await reply.private(interaction, render.listing(order, "### The queue is now"))

    @app_commands.command(name="remove", description="Take a question out of the queue")
    @app_commands.describe(question="Which one")
    async def remove(self, interaction: discord.Interaction, question: str) -> None:
        guild = moderated(interaction)
        order = await self._queue.remove(guild.id, question, interaction.user.id, self._now())
        await reply.private(interaction, render.listing(order, "### The queue is now"))


def feature(shared: Shared) -> Feature:
    return Feature(moderators=Part([QueueGroup(shared)]))
