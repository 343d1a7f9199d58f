"""The form of a suggestion and the buttons by which moderators decide it."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.bank.library import Library
from quizbot.domain.draft import Origin
from quizbot.services.questions import Questions
from quizbot.services.schedules import Schedules
from quizbot.services.suggest import Suggestions
from quizbot.ui import form, reply
from quizbot.ui.components.question import QuestionComponents, typed
from quizbot.ui.guard import guild_of, require_moderator
from quizbot.ui.render import suggest as render
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class SuggestComponents:
    """Hand in; Approve, Edit and approve, Decline."""

    def __init__(
        self,
        suggestions: Suggestions,
        questions: Questions,
        forms: QuestionComponents,
        schedules: Schedules,
        library: Library,
        now: Now,
    ) -> None:
        self._suggestions = suggestions
        self._questions = questions
        self._forms = forms
        self._schedules = schedules
        self._library = library
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "suggest-form": self.receive,
            "suggestions": self.turn,
            "suggestion-approve": self.approve,
            "suggestion-edit": self.open_edit,
            "suggestion-form": self.receive_edit,
            "suggestion-decline": self.open_reason,
            "suggestion-reason": self.decline,
        }

    async def receive(self, interaction: discord.Interaction) -> None:
        """Keep what a member suggests, say so, then show it to the moderators."""
        user = interaction.user
        suggestion = await self._suggestions.hand_in(
            guild_of(interaction), user.id, user.display_name, typed(interaction), self._now()
        )
        await reply.private(interaction, render.handed_in())
        await self._suggestions.announce(suggestion)

    async def turn(self, interaction: discord.Interaction, page: int) -> None:
        """Show another suggestion that waits."""
        guild = await require_moderator(interaction, self._schedules)
        listed = await self._suggestions.waiting(guild.id)
        await reply.in_place(interaction, render.waiting(listed, page, self._library.titles))

    async def approve(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Save a suggestion as it is."""
        guild = await require_moderator(interaction, self._schedules)
        question = await self._suggestions.approve(
            guild.id, suggestion_id, interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.approved(question))
        await self._forms.tell_author(interaction, guild.id, suggestion_id)

    async def open_edit(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Open the form with a suggestion in it."""
        guild = await require_moderator(interaction, self._schedules)
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        await reply.form(interaction, render.edit_form(suggestion, self._library.titles))

    async def receive_edit(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Show the preview of an edited suggestion; saving it approves it."""
        guild = await require_moderator(interaction, self._schedules)
        await self._suggestions.undecided(guild.id, suggestion_id)
        draft_id = await self._questions.keep_draft(
            guild.id,
            0,
            typed(interaction),
            interaction.user.id,
            self._now(),
            Origin(suggestion_id=suggestion_id),
        )
        await self._forms.show(interaction, guild.id, draft_id, in_place=False)

    async def open_reason(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Ask for the reason."""
        guild = await require_moderator(interaction, self._schedules)
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        await reply.form(interaction, render.reason_form(suggestion))

    async def decline(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Decline with a reason."""
        guild = await require_moderator(interaction, self._schedules)
        given = form.fields(cast(dict[str, Any], interaction.data))
        reason = str(given.get("reason") or "")
        await self._suggestions.decline(
            guild.id, suggestion_id, reason, interaction.user.id, self._now()
        )
        await reply.in_place(interaction, render.declined())
        await self._forms.tell_author(interaction, guild.id, suggestion_id)
