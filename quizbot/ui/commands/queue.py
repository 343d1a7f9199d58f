"""``/queue``: what is asked before all else."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.services.questions import Questions
from quizbot.services.queue import MOST, Queue
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.catalogue import CatalogueComponents
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import queue as render
from quizbot.ui.reply import Now


@app_commands.guild_only()
class QueueGroup(app_commands.Group):
    """Add, list, move, remove."""

    def __init__(
        self,
        queue: Queue,
        questions: Questions,
        schedules: Schedules,
        components: CatalogueComponents,
        now: Now,
    ) -> None:
        super().__init__(name="queue", description="Moderators: what is asked before all else")
        self._queue = queue
        self._schedules = schedules
        self._components = components
        self._now = now
        offered = options.complete_questions(questions.search, schedules)
        options.complete(self, "add", "question", offered)
        queued = options.complete_questions(queue.search, schedules)
        for name in ("move", "remove"):
            options.complete(self, name, "question", queued)

    @app_commands.command(name="add", description="Put a question at the end of the queue")
    @app_commands.describe(question="Type a word of it, then choose")
    async def add(self, interaction: discord.Interaction, question: str) -> None:
        """Queue a question."""
        await self._components.ask_next(interaction, question)

    @app_commands.command(name="list", description="The queue, and which run takes what")
    async def list_(self, interaction: discord.Interaction) -> None:
        """List the queue."""
        guild = await require_moderator(interaction, self._schedules)
        await reply.private(interaction, render.listing(await self._queue.listed(guild.id)))

    @app_commands.command(name="move", description="Give a queued question another place")
    @app_commands.describe(question="Which one", place="1 is asked next")
    async def move(
        self,
        interaction: discord.Interaction,
        question: str,
        place: app_commands.Range[int, 1, MOST] = 1,
    ) -> None:
        """Move a question; without a place to the front."""
        guild = await require_moderator(interaction, self._schedules)
        order = await self._queue.move(guild.id, question, place, interaction.user.id, self._now())
        await reply.private(interaction, render.listing(order, "### The queue is now"))

    @app_commands.command(name="remove", description="Take a question out of the queue")
    @app_commands.describe(question="Which one")
    async def remove(self, interaction: discord.Interaction, question: str) -> None:
        """Remove a question from the queue; it takes its turn again."""
        guild = await require_moderator(interaction, self._schedules)
        order = await self._queue.remove(guild.id, question, interaction.user.id, self._now())
        await reply.private(interaction, render.listing(order, "### The queue is now"))
