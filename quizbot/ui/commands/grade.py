"""``/grade``: moderators have the last word on grades."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands

from quizbot.domain.guild import Guild
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.grades import Grades
from quizbot.services.lessons import Lessons
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.grade import GradeComponents
from quizbot.ui.components.lesson import LessonComponents
from quizbot.ui.components.second_look import SecondLookComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import Rights, moderated
from quizbot.ui.render import grade as render
from quizbot.ui.render import lesson as render_lessons


@app_commands.guild_only()
class GradeGroup(app_commands.Group):
    """Queue, override, void, unvoid and learned."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(name="grade", description="Moderators: decide on grades")
        self._grades = Grades(shared.database)
        self._lessons = Lessons(shared.database)
        self._voids = GradeVoids(shared.database)
        self._components = GradeComponents(shared)
        self._now = shared.now
        rights = Rights(shared.settings)
        revealed = options.for_moderators(rights, self._offer)
        options.complete(self, ("override", "void", "unvoid"), "question", revealed)
        taught = options.for_moderators(rights, self._offer_taught)
        options.complete(self, ("learned",), "question", taught)

    @app_commands.command(
        name="queue", description="Answers that wait for a decision, one after another"
    )
    async def queue(self, interaction: discord.Interaction) -> None:
        await reply.private(
            interaction, await self._components.queue(interaction, moderated(interaction))
        )

    @app_commands.command(name="override", description="Decide on any member's grade")
    @app_commands.describe(member="Whose answer", question="Which question, by its number")
    async def override(
        self, interaction: discord.Interaction, member: discord.User, question: int
    ) -> None:
        guild = moderated(interaction)
        case = await self._grades.find(guild.id, question, member.id, interaction.user.id)
        await reply.private(interaction, render.case(case, 0))

    @app_commands.command(name="void", description="Take back every point that a question gave")
    @app_commands.describe(
        question="Which question, by its number", reason="Why; everybody who answered can read it"
    )
    async def void(self, interaction: discord.Interaction, question: int, reason: str) -> None:
        guild = moderated(interaction)
        voided = await self._voids.void(
            guild.id, question, reason, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.voided(voided))

    @app_commands.command(name="unvoid", description="Let a void question count again")
    @app_commands.describe(question="Which question, by its number", reason="Why")
    async def unvoid(self, interaction: discord.Interaction, question: int, reason: str) -> None:
        guild = moderated(interaction)
        voided = await self._voids.unvoid(
            guild.id, question, reason, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.voided(voided))

    async def _offer(
        self, _interaction: discord.Interaction, guild: Guild, typed: str
    ) -> Iterator[app_commands.Choice[int]]:
        wanted = typed.casefold().lstrip("#")
        return (
            options.choice(f"#{number}: {question_id}", number)
            for number, question_id in await self._grades.revealed(guild.id)
            if wanted in f"{number} {question_id}"
        )

    @app_commands.command(
        name="learned", description="Accepted answers and phrasings of a question; remove one"
    )
    @app_commands.describe(question="A question about which something was taught here")
    async def learned(self, interaction: discord.Interaction, question: str) -> None:
        guild = moderated(interaction)
        wanted = question.strip()[:60]
        lessons = await self._lessons.lessons(guild.id, wanted)
        await reply.private(interaction, render_lessons.listing(wanted, lessons))

    async def _offer_taught(
        self, _interaction: discord.Interaction, guild: Guild, typed: str
    ) -> Iterator[app_commands.Choice[str]]:
        wanted = typed.casefold().strip()
        found = await self._lessons.questions(guild.id)
        return (
            options.choice(question_id, question_id)
            for question_id in found
            if wanted in question_id
        )


def feature(shared: Shared) -> Feature:
    grade, lesson = GradeComponents(shared), LessonComponents(shared)
    looks = SecondLookComponents(shared)
    moderators = Part([GradeGroup(shared)], {**grade.routes, **lesson.routes})
    return Feature(Part([], looks.routes), moderators)
