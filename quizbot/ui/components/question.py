"""The forms of a moderator's question and the buttons of its preview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.question_draft import Draft, Origin, handed_in
from quizbot.services.shared_services import Shared
from quizbot.services.suggest_deciding import SuggestionWord
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import question as render
from quizbot.ui.render import question_forms as forms
from quizbot.ui.render import suggest as render_suggest

ITS_TURN = "It takes its turn with the others."


class QuestionComponents:
    """Save, Save and ask next, Discard, the parts of a draft, and what their forms hand in."""

    def __init__(self, shared: Shared) -> None:
        self._questions = shared.questions
        self._topics = shared.topics
        self._queue = shared.queue
        self._schedules = shared.schedules
        self._now = shared.now
        self.routes: Routes = {
            "draft-form": self.receive,
            "edit-form": self.receive_edit,
            "draft-part": self.open_part,
            "draft-edit": self.edit,
            "draft-save": self.save,
            "draft-next": self.save_and_ask_next,
            "draft-discard": self.discard,
            "question-edit": self.open_edit,
        }

    async def open_start(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Open the form with which a new question begins."""
        titles = await self._topics.titles(guild.id)
        await reply.form(interaction, forms.start(address("draft-form", 0), Draft(), titles))

    async def receive(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Keep what a form hands in, then show the preview or what is to be mended."""
        if draft_id:
            await self._questions.mend_draft(guild.id, draft_id, typed(interaction))
            await self.show(interaction, guild.id, draft_id, in_place=True)
        else:
            await self.begin(interaction, guild, handed_in(Draft(), typed(interaction)), Origin())

    async def receive_edit(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        question_id: str | int,
        version: int,
    ) -> None:
        """Keep what a form of earlier versions hands in in place of a question."""
        draft, origin = await self._questions.to_edit(guild.id, str(question_id))
        mended = handed_in(draft, typed(interaction))
        await self.begin(interaction, guild, mended, replace(origin, version=version))

    async def begin(
        self, interaction: discord.Interaction, guild: Guild, draft: Draft, origin: Origin
    ) -> None:
        """Keep a new draft and show it, with a button for each part; nothing else is changed."""
        kept = await self._questions.keep_draft(
            guild.id, 0, draft, interaction.user.id, self._now(), origin
        )
        await self.show(interaction, guild.id, kept, in_place=False)

    async def show(
        self, interaction: discord.Interaction, guild_id: int, draft_id: int, *, in_place: bool
    ) -> None:
        """Show a draft's preview, or what is to be mended in it."""
        draft, origin = await self._questions.draft(guild_id, draft_id)
        question, problems = self._questions.check(draft)
        title = draft.new_topic or await self._topics.title(guild_id, draft.topic)
        view = render.draft(draft_id, question, problems, title, origin)
        await (reply.in_place if in_place else reply.private)(interaction, view)

    async def open_part(
        self, interaction: discord.Interaction, guild: Guild, draft_id: int, part: str
    ) -> None:
        """Open the form of one part of a draft, with what was typed."""
        draft, _ = await self._questions.draft(guild.id, draft_id)
        await self.open_form(interaction, guild.id, address("draft-form", draft_id), draft, part)

    async def open_form(
        self,
        interaction: discord.Interaction,
        guild_id: int,
        custom_id: str,
        draft: Draft,
        part: str,
    ) -> None:
        """Open the form of one part of what a draft holds."""
        titles, own = await self._topics.titles(guild_id), await self._topics.own(guild_id)
        form = forms.part(custom_id, forms.FormPart(part), draft, titles, own)
        await reply.form(interaction, form)

    async def edit(self, interaction: discord.Interaction, guild: Guild, draft_id: int) -> None:
        """Open the form of the text, by a button of earlier versions."""
        await self.open_part(interaction, guild, draft_id, forms.FormPart.TEXT)

    async def open_edit(
        self, interaction: discord.Interaction, guild: Guild, question_id: str | int
    ) -> None:
        """Begin a draft with a question as it is."""
        draft, origin = await self._questions.to_edit(guild.id, str(question_id))
        await self.begin(interaction, guild, draft, origin)

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
                question,
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


def typed(interaction: discord.Interaction) -> dict[str, Any]:
    """Return what was handed in with a form of a question, by field."""
    return modal_fields.read(cast(dict[str, Any], interaction.data))
