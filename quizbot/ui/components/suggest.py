"""The form of a suggestion and the buttons by which moderators decide it."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.question_draft import Origin
from quizbot.services.shared_services import Shared
from quizbot.services.suggest import Suggestions
from quizbot.ui import modal_fields, reply
from quizbot.ui.components.question import QuestionComponents, told_author, typed
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import suggest as render


class SuggestComponents:
    """Hand in; Approve, Edit and approve, Decline."""

    def __init__(self, shared: Shared) -> None:
        self._suggestions = Suggestions(shared.database, shared.questions)
        self._questions = shared.questions
        self._forms = QuestionComponents(shared)
        self._library = shared.library
        self._now = shared.now
        self.routes: Routes = {
            "suggest-form": self.receive,
        }
        self.moderators_routes: Routes = {
            "suggestions": self.turn,
            "suggestion-approve": self.approve,
            "suggestion-edit": self.open_edit,
            "suggestion-form": self.receive_edit,
            "suggestion-decline": self.open_reason,
            "suggestion-reason": self.decline,
        }

    async def receive(self, interaction: discord.Interaction) -> None:
        """Keep what a member suggests and say so."""
        user = interaction.user
        await self._suggestions.hand_in(
            guild_of(interaction), user.id, user.display_name, typed(interaction), self._now()
        )
        await reply.private(interaction, render.handed_in())

    async def turn(self, interaction: discord.Interaction, guild: Guild, page: int) -> None:
        """Show another suggestion that waits."""
        listed = await self._suggestions.waiting(guild.id)
        await reply.in_place(interaction, render.waiting(listed, page, self._library.titles))

    async def approve(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Save a suggestion as it is."""
        question = await self._suggestions.approve(
            guild.id, suggestion_id, interaction.user.id, self._now(), told_author(interaction)
        )
        await reply.in_place(interaction, render.approved(question))

    async def open_edit(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Open the form with a suggestion in it."""
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        await reply.form(interaction, render.edit_form(suggestion, self._library.titles))

    async def receive_edit(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Show the preview of an edited suggestion; saving it approves it."""
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

    async def open_reason(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Ask for the reason."""
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        await reply.form(interaction, render.reason_form(suggestion))

    async def decline(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Decline with a reason."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        reason = str(given.get("reason") or "")
        await self._suggestions.decline(
            guild.id,
            suggestion_id,
            reason,
            interaction.user.id,
            self._now(),
            told_author(interaction),
        )
        await reply.in_place(interaction, render.declined())
