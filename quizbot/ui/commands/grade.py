"""``/grade``: moderators have the last word on grades."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.errors import NotAllowed
from quizbot.services.deciding import Deciding
from quizbot.services.schedules import Schedules
from quizbot.services.teaching import Teaching
from quizbot.services.voiding import Voiding
from quizbot.ui import reply
from quizbot.ui.commands.options import Choices
from quizbot.ui.components.grade import GradeComponents
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import grade as render
from quizbot.ui.render import lessons as render_lessons
from quizbot.ui.reply import Now


@app_commands.guild_only()
class GradeGroup(app_commands.Group):
    """Queue, override, void, unvoid and learned."""

    def __init__(
        self,
        deciding: Deciding,
        teaching: Teaching,
        voiding: Voiding,
        schedules: Schedules,
        components: GradeComponents,
        now: Now,
    ) -> None:
        super().__init__(name="grade", description="Moderators: decide on grades")
        self._deciding = deciding
        self._teaching = teaching
        self._voiding = voiding
        self._now = now
        self._schedules = schedules
        self._components = components

    @app_commands.command(
        name="queue", description="Answers that wait for a decision, one after another"
    )
    async def queue(self, interaction: discord.Interaction) -> None:
        """Show the first waiting answer."""
        await reply.private(interaction, await self._components.queue(interaction))

    @app_commands.command(name="override", description="Decide on any member's grade")
    @app_commands.describe(member="Whose answer", question="Which question, by its number")
    async def override(
        self, interaction: discord.Interaction, member: discord.User, question: int
    ) -> None:
        """Show a member's answer to decide on."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.find(guild.id, question, member.id, interaction.user.id)
        await reply.private(interaction, render.case(case, 0))

    @app_commands.command(name="void", description="Take back every point that a question gave")
    @app_commands.describe(
        question="Which question, by its number", reason="Why; everybody who answered can read it"
    )
    async def void(self, interaction: discord.Interaction, question: int, reason: str) -> None:
        """Make a challenge void."""
        guild = await require_moderator(interaction, self._schedules)
        voided = await self._voiding.void(
            guild.id, question, reason, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.voided(voided))
        await self._voiding.show(voided)

    @app_commands.command(name="unvoid", description="Let a void question count again")
    @app_commands.describe(question="Which question, by its number", reason="Why")
    async def unvoid(self, interaction: discord.Interaction, question: int, reason: str) -> None:
        """Let a void challenge count again."""
        guild = await require_moderator(interaction, self._schedules)
        voided = await self._voiding.unvoid(
            guild.id, question, reason, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.voided(voided))
        await self._voiding.show(voided)

    @override.autocomplete("question")
    @void.autocomplete("question")
    @unvoid.autocomplete("question")
    async def complete_question(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[int]]:
        """Offer the newest revealed questions to moderators."""
        try:
            guild = await require_moderator(interaction, self._schedules)
        except NotAllowed:
            return []
        found = await self._deciding.revealed(guild.id)
        return [
            app_commands.Choice(name=f"#{number}: {question_id}"[:100], value=number)
            for number, question_id in found
            if typed.casefold().lstrip("#") in f"{number} {question_id}"
        ][:25]

    @app_commands.command(
        name="learned", description="Accepted answers and phrasings of a question; remove one"
    )
    @app_commands.describe(question="A question about which something was taught here")
    async def learned(self, interaction: discord.Interaction, question: str) -> None:
        """List what the server taught about a question."""
        guild = await require_moderator(interaction, self._schedules)
        wanted = question.strip()[:60]
        lessons = await self._teaching.lessons(guild.id, wanted)
        await reply.private(interaction, render_lessons.listing(wanted, lessons))

    @learned.autocomplete("question")
    async def complete_taught(self, interaction: discord.Interaction, typed: str) -> Choices:
        """Offer the questions about which the server taught something to moderators."""
        try:
            guild = await require_moderator(interaction, self._schedules)
        except NotAllowed:
            return []
        found = await self._teaching.questions(guild.id)
        wanted = typed.casefold().strip()
        return [app_commands.Choice(name=id_, value=id_) for id_ in found if wanted in id_][:25]
