"""The form of a suggestion and the buttons by which moderators decide it."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.question_draft import Draft, Origin, handed_in
from quizbot.services.shared_services import Shared
from quizbot.services.suggest import Suggestions
from quizbot.ui import modal_fields, reply
from quizbot.ui.components.question import QuestionComponents, told_author, typed
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import suggest as render


class SuggestComponents:
    """Hand in; Approve, Edit and approve, Decline."""

    def __init__(self, shared: Shared) -> None:
        self._suggestions = Suggestions(shared.database, shared.questions)
        self._forms = QuestionComponents(shared)
        self._topics = shared.topics
        self._now = shared.now
        self.routes: Routes = {
            "suggest-form": self.receive,
            "suggest-part": self.open_part,
            "suggest-more": self.receive_more,
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
        user, draft = interaction.user, handed_in(Draft(), typed(interaction))
        kept = await self._suggestions.hand_in(
            guild_of(interaction), user.id, user.display_name, draft, self._now()
        )
        await reply.private(interaction, render.handed_in(kept))

    async def open_part(
        self, interaction: discord.Interaction, suggestion_id: int, part: str
    ) -> None:
        """Open the form in which a member adds to the own suggestion."""
        guild_id = guild_of(interaction)
        own = await self._suggestions.own_waiting(guild_id, suggestion_id, interaction.user.id)
        target = address("suggest-more", suggestion_id)
        await self._forms.open_form(interaction, guild_id, target, own.draft, part)

    async def receive_more(self, interaction: discord.Interaction, suggestion_id: int) -> None:
        """Keep what a member adds to the own suggestion."""
        guild_id, user_id = guild_of(interaction), interaction.user.id
        await self._suggestions.add_to(
            guild_id, suggestion_id, user_id, typed(interaction), self._now()
        )
        kept = await self._suggestions.own_waiting(guild_id, suggestion_id, user_id)
        await reply.in_place(interaction, render.handed_in(kept, more=True))

    async def turn(self, interaction: discord.Interaction, guild: Guild, page: int) -> None:
        """Show another suggestion that waits."""
        listed = await self._suggestions.waiting(guild.id)
        titles = await self._topics.titles(guild.id)
        await reply.in_place(interaction, render.waiting(listed, page, titles))

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
        """Begin a draft with a suggestion; saving it approves the suggestion."""
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        origin = Origin(suggestion_id=suggestion_id)
        await self._forms.begin(interaction, guild, suggestion.draft, origin)

    async def receive_edit(
        self, interaction: discord.Interaction, guild: Guild, suggestion_id: int
    ) -> None:
        """Begin a draft with what a form of earlier versions hands in for a suggestion."""
        suggestion = await self._suggestions.undecided(guild.id, suggestion_id)
        draft = handed_in(suggestion.draft, typed(interaction))
        await self._forms.begin(interaction, guild, draft, Origin(suggestion_id=suggestion_id))

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
