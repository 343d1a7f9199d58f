"""The form of a moderator's question and the buttons of its preview."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.bank.library import Library
from quizbot.domain.draft import Draft
from quizbot.domain.question import Question
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.ui import form, reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import question as render
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes

ITS_TURN = "It takes its turn with the others."


class QuestionComponents:
    """Save, Save and ask next, Edit, Discard, Ask it next."""

    def __init__(
        self, questions: Questions, schedules: Schedules, library: Library, now: Now
    ) -> None:
        self._questions = questions
        self._schedules = schedules
        self._library = library
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "draft-form": self.receive,
            "draft-edit": self.edit,
            "draft-save": self.save,
            "draft-next": self.save_and_ask_next,
            "draft-discard": self.discard,
            "ask-next": self.ask_next,
        }

    async def receive(self, interaction: discord.Interaction, draft_id: int) -> None:
        """Keep what was typed, then show the preview or what is to be mended."""
        guild = await require_moderator(interaction, self._schedules)
        given = form.fields(cast(dict[str, Any], interaction.data))
        draft = Draft(
            topic=str((given.get("topic") or [""])[0]),
            level=str(given.get("level") or ""),
            prompt=str(given.get("prompt") or ""),
            answer=str(given.get("answer") or ""),
            key_points=str(given.get("key_points") or ""),
        )
        kept = await self._questions.keep_draft(
            guild.id, draft_id, draft, interaction.user.id, self._now()
        )
        question, problems = self._questions.check(draft)
        view = render.draft(kept, question, problems, self._library.title(draft.topic))
        await (reply.in_place if draft_id else reply.private)(interaction, view)

    async def edit(self, interaction: discord.Interaction, draft_id: int) -> None:
        """Open the form again with what was typed."""
        guild = await require_moderator(interaction, self._schedules)
        draft = await self._questions.draft(guild.id, draft_id)
        await reply.form(interaction, render.draft_form(draft_id, draft, self._library.titles))

    async def save(self, interaction: discord.Interaction, draft_id: int) -> None:
        """Save the question."""
        await self._save(interaction, draft_id, ask_next=False)

    async def save_and_ask_next(self, interaction: discord.Interaction, draft_id: int) -> None:
        """Save the question and put it into the queue."""
        await self._save(interaction, draft_id, ask_next=True)

    async def _save(
        self, interaction: discord.Interaction, draft_id: int, *, ask_next: bool
    ) -> None:
        guild = await require_moderator(interaction, self._schedules)
        question = await self._questions.save(
            guild.id, draft_id, interaction.user.id, self._now(), ask_next=ask_next
        )
        turn = await self._turn(guild.id, question) if ask_next else ITS_TURN
        await reply.in_place(interaction, render.saved(question, turn))

    async def discard(self, interaction: discord.Interaction, draft_id: int) -> None:
        """Drop the draft."""
        guild = await require_moderator(interaction, self._schedules)
        await self._questions.discard(guild.id, draft_id)
        await reply.in_place(interaction, render.discarded())

    async def ask_next(self, interaction: discord.Interaction, question_id: str | int) -> None:
        """Put a question of the bank into the queue."""
        guild = await require_moderator(interaction, self._schedules)
        question = await self._questions.ask_next(
            guild.id, str(question_id), interaction.user.id, self._now()
        )
        await reply.private(
            interaction, render.queued(question, await self._turn(guild.id, question))
        )

    async def _turn(self, guild_id: int, question: Question) -> str:
        """Return when a queued question is asked, which takes a schedule of a form that it has."""
        planned = [
            schedule for schedule in await self._schedules.all(guild_id) if not schedule.paused
        ]
        if not planned:
            return "No schedule is running yet; /setup or /schedule resume starts one."
        if not any(question.fits(schedule.plan.form) for schedule in planned):
            return "Every schedule here asks with choices, which it has none of; add an open one."
        return "It is asked at the next run of a schedule."
