"""The form of a moderator's question and the buttons of its preview."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.question_draft import Draft, Origin
from quizbot.services.shared_services import Shared
from quizbot.services.suggest_deciding import SuggestionWord
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import question as render
from quizbot.ui.render import suggest as render_suggest

ITS_TURN = "It takes its turn with the others."


class QuestionComponents:
    """Save, Save and ask next, Edit, Discard, and what the form hands in."""

    def __init__(self, shared: Shared) -> None:
        self._questions = shared.questions
        self._queue = shared.queue
        self._schedules = shared.schedules
        self._library = shared.library
        self._now = shared.now
        self.routes: Routes = {
            "draft-form": self.receive,
            "edit-form": self.receive_edit,
            "draft-edit": self.edit,
            "draft-save": self.save,
            "draft-next": self.save_and_ask_next,
            "draft-discard": self.discard,
            "question-edit": self.open_edit,
        }

    async def receive(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Keep what was typed, then show the preview or what is to be mended."""
        await self._receive(interaction, guild, draft_id, Origin())

    async def receive_edit(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        question_id: str | int,
        version: int,
    ) -> None:
        """Keep what was typed in place of a question."""
        await self._receive(interaction, guild, 0, Origin(str(question_id), version))

    async def _receive(
        self, interaction: discord.Interaction, guild: Guild, draft_id: int, origin: Origin
    ) -> None:
        draft = typed(interaction)
        kept = await self._questions.keep_draft(
            guild.id, draft_id, draft, interaction.user.id, self._now(), origin
        )
        await self.show(interaction, guild.id, kept, in_place=bool(draft_id))

    async def show(
        self, interaction: discord.Interaction, guild_id: int, draft_id: int, *, in_place: bool
    ) -> None:
        """Show a draft's preview, or what is to be mended in it."""
        draft, origin = await self._questions.draft(guild_id, draft_id)
        question, problems = self._questions.check(draft)
        title = self._library.title(draft.topic)
        view = render.draft(draft_id, question, problems, title, origin)
        await (reply.in_place if in_place else reply.private)(interaction, view)

    async def edit(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Open the form again with what was typed."""
        draft, _ = await self._questions.draft(guild.id, draft_id)
        target = address("draft-form", draft_id)
        await reply.form(interaction, render.draft_form(target, draft, self._library.titles))

    async def open_edit(
        self, interaction: discord.Interaction, guild: Guild, question_id: str | int
    ) -> None:
        """Open the form with a question as it is."""
        draft, origin = await self._questions.to_edit(guild.id, str(question_id))
        target = address("edit-form", origin.question_id, origin.version)
        await reply.form(interaction, render.draft_form(target, draft, self._library.titles))

    async def save(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Save the question."""
        await self._save(interaction, guild, draft_id, ask_next=False)

    async def save_and_ask_next(
        self, interaction: discord.Interaction, guild: Guild, draft_id: int
    ) -> None:
        """Save the question and put it into the queue."""
        await self._save(interaction, guild, draft_id, ask_next=True)

    async def _save(
        self, interaction: discord.Interaction, guild: Guild, draft_id: int, *, ask_next: bool
    ) -> None:
        _, origin = await self._questions.draft(guild.id, draft_id)
        question = await self._questions.save(
            guild.id,
            draft_id,
            interaction.user.id,
            self._now(),
            told_author(interaction),
            ask_next=ask_next,
        )
        turn = ITS_TURN
        if ask_next:
            turn = render.turn(
                await self._queue.get(guild.id, question.id),
                await self._schedules.all(guild.id),
            )
        await reply.in_place(interaction, render.saved(question, turn, origin))

    async def discard(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Drop the draft."""
        await self._questions.discard(guild.id, draft_id)
        await reply.in_place(interaction, render.discarded())


def told_author(interaction: discord.Interaction) -> SuggestionWord:
    """Return what puts into words what the author of a suggestion is told."""
    server = interaction.guild.name if interaction.guild else "your server"
    return lambda suggestion: render_suggest.told(suggestion, server)


def typed(interaction: discord.Interaction) -> Draft:
    """Return what was handed in with the question form."""
    given = modal_fields.read(cast(dict[str, Any], interaction.data))
    return Draft(
        topic=str((given.get("topic") or [""])[0]),
        level=str(given.get("level") or ""),
        prompt=str(given.get("prompt") or ""),
        answer=str(given.get("answer") or ""),
        key_points=str(given.get("key_points") or ""),
    )
