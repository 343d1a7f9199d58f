"""The buttons of a challenge and the answer form."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.challenge import Challenge, Submission, Sure
from quizbot.domain.question import Form
from quizbot.domain.question_choices import shown_order
from quizbot.errors import Closed, Refusal
from quizbot.services.answers import Answers
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import challenge as render
from quizbot.ui.render import result


class ChallengeComponents:
    """Answer, Hint, My answer (later My result), and the choices."""

    def __init__(self, shared: Shared) -> None:
        self._answers = Answers(shared.database)
        self._reviews = shared.reviews
        self._now = shared.now
        self.routes: Routes = {
            "answer": self.open_form,
            "submit": self.submit,
            "choose": self.choose,
            "hint": self.hint,
            "mine": self.mine,
            "result": self.mine,
        }

    async def open_form(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Open the answer form, with the present answer in it."""
        challenge = await self._open(interaction, challenge_id)
        before = await self._answers.before(challenge, interaction.user.id)
        title = f"Question #{challenge.number}"
        modal = render.answer_form(
            address("submit", challenge_id),
            title,
            challenge.question,
            before.text,
            short=challenge.form is Form.SHORT,
            sure=before.sure,
            share=None if challenge.form is Form.SHORT else before.share,
        )
        await reply.form(interaction, modal)

    async def submit(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Save what was typed into the answer form; what comes too late is given back."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        sure = Sure(given.get("sure") or Sure.UNSURE)
        text, share = str(given.get("text") or ""), bool(given.get("share", True))
        try:
            challenge = await self._open(interaction, challenge_id)
            await self.save(interaction, challenge, Submission(text, None, sure, share))
        except Closed as late:
            await reply.private(interaction, render.too_late(str(late), text))

    async def choose(self, interaction: discord.Interaction, challenge_id: int, place: int) -> None:
        """Save the choice shown at a place (from 0)."""
        challenge = await self._open(interaction, challenge_id)
        order = shown_order(len(challenge.question.choices), challenge_id)
        if place >= len(order):
            raise Refusal("This question has no such choice; press one of its buttons.")
        await self.save(interaction, challenge, Submission(choice=order[place]))

    async def save(
        self, interaction: discord.Interaction, challenge: Challenge, submission: Submission
    ) -> None:
        """Save an answer and say so once it is on disk."""
        user = interaction.user
        version = await self._answers.save(
            challenge, user.id, user.display_name, submission, self._now(), interaction.id
        )
        await reply.private(interaction, render.saved(challenge, submission, version))

    async def _open(self, interaction: discord.Interaction, challenge_id: int) -> Challenge:
        return await self._answers.open_challenge(guild_of(interaction), challenge_id, self._now())

    async def hint(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Show the first hint."""
        challenge = await self._open(interaction, challenge_id)
        hints = challenge.question.hints
        await reply.private(interaction, render.hint(hints[0] if hints else None))

    async def mine(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Show one's own answer, and after the reveal its verdict."""
        guild_id, now = guild_of(interaction), self._now()
        own = await self._answers.own(guild_id, challenge_id, interaction.user.id, now)
        due = await self._reviews.due(interaction.user.id, now)
        await reply.private(interaction, result.own(own, now, due))
