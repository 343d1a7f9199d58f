"""The buttons with which moderators teach the grader, and the menu that takes it back."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.services.deciding import Deciding
from quizbot.services.schedules import Schedules
from quizbot.services.teaching import Teaching
from quizbot.ui import form, reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import lessons as render
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class LessonComponents:
    """Add as accepted answer, Add a sentence as phrasing, and removing one."""

    def __init__(
        self, teaching: Teaching, deciding: Deciding, schedules: Schedules, now: Now
    ) -> None:
        self._teaching = teaching
        self._deciding = deciding
        self._schedules = schedules
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "grade-accept": self.accept,
            "grade-phrase": self.open_phrasing,
            "grade-phrase-add": self.add_phrasing,
            "grade-forget": self.forget,
        }

    async def accept(self, interaction: discord.Interaction, answer_id: int) -> None:
        """Accept a whole answer."""
        guild = await require_moderator(interaction, self._schedules)
        question = await self._teaching.accept_answer(
            guild.id, answer_id, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.accepted(question))

    async def open_phrasing(self, interaction: discord.Interaction, answer_id: int) -> None:
        """Open the form that matches a sentence with a key point."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.case(guild.id, answer_id, interaction.user.id)
        await reply.form(interaction, render.phrasing_form(case, self._teaching.sentences(case)))

    async def add_phrasing(self, interaction: discord.Interaction, answer_id: int) -> None:
        """Accept the sentence that was chosen."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.case(guild.id, answer_id, interaction.user.id)
        given = form.fields(cast(dict[str, Any], interaction.data))
        point, sentence = (int((given.get(name) or ["0"])[0]) for name in ("point", "sentence"))
        meant, words = await self._teaching.accept_phrasing(
            guild.id, answer_id, point, sentence, interaction.user.id, self._now()
        )
        question_id = case.challenge.question.id
        await reply.private(interaction, render.phrased(meant, words, question_id))

    async def forget(self, interaction: discord.Interaction) -> None:
        """Take away the lesson chosen in the menu."""
        guild = await require_moderator(interaction, self._schedules)
        lesson_id = int(cast(dict[str, Any], interaction.data)["values"][0])
        question_id = await self._teaching.forget(
            guild.id, lesson_id, interaction.user.id, self._now()
        )
        lessons = await self._teaching.lessons(guild.id, question_id)
        await reply.in_place(interaction, render.listing(question_id, lessons))
