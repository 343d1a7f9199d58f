"""The buttons with which moderators teach the grader, and the menu that takes it back."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.services.grades import Grades
from quizbot.services.lessons import Lessons
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.feature import Routes
from quizbot.ui.render import lesson as render


class LessonComponents:
    """Add as accepted answer, Add a sentence as phrasing, and removing one."""

    def __init__(self, shared: Shared) -> None:
        self._lessons = Lessons(shared.database)
        self._grades = Grades(shared.database)
        self._now = shared.now
        self.routes: Routes = {
            "grade-accept": self.accept,
            "grade-phrase": self.open_phrasing,
            "grade-phrase-add": self.add_phrasing,
            "grade-forget": self.forget,
        }

    async def accept(self, interaction: discord.Interaction, guild: Guild, answer_id: int) -> None:
        """Accept a whole answer."""
        question = await self._lessons.accept_answer(
            guild.id, answer_id, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.accepted(question))

    async def open_phrasing(
        self, interaction: discord.Interaction, guild: Guild, answer_id: int
    ) -> None:
        """Open the form that matches a sentence with a key point."""
        case = await self._grades.case(guild.id, answer_id, interaction.user.id)
        await reply.form(interaction, render.phrasing_form(case, self._lessons.sentences(case)))

    async def add_phrasing(
        self, interaction: discord.Interaction, guild: Guild, answer_id: int
    ) -> None:
        """Accept the sentence that was chosen."""
        case = await self._grades.case(guild.id, answer_id, interaction.user.id)
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        point, sentence = (int((given.get(name) or ["0"])[0]) for name in ("point", "sentence"))
        meant, words = await self._lessons.accept_phrasing(
            guild.id, answer_id, point, sentence, interaction.user.id, self._now()
        )
        question_id = case.challenge.question.id
        await reply.private(interaction, render.phrased(meant, words, question_id))

    async def forget(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Take away the lesson chosen in the menu."""
        lesson_id = int(cast(dict[str, Any], interaction.data)["values"][0])
        question_id = await self._lessons.forget(
            guild.id, lesson_id, interaction.user.id, self._now()
        )
        lessons = await self._lessons.lessons(guild.id, question_id)
        await reply.in_place(interaction, render.listing(question_id, lessons))
