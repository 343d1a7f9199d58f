"""The buttons of reviews."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form
from quizbot.domain.review import Rating
from quizbot.domain.review_step import asked_as
from quizbot.errors import Refusal
from quizbot.services.review_settings import ReviewWishes
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import challenge, written
from quizbot.ui.render import review as render


class ReviewComponents:
    """Answer, Hint, Show the answer, the four grades, Undo, taking out and putting back."""

    def __init__(self, shared: Shared) -> None:
        self._reviews = shared.reviews
        self._wishes = ReviewWishes(shared.database)
        self._library = shared.library
        self._now = shared.now
        self.routes: Routes = {
            "review-next": self.next,
            "review-answer": self.open_form,
            "review-submit": self.submit,
            "review-hint": self.hint,
            "review-show": self.show,
            "review-grade": self.grade,
            "review-undo": self.undo,
            "review-out": self.take_out,
            "review-back": self.put_back,
        }

    async def next(self, interaction: discord.Interaction) -> None:
        """Show the card that comes next."""
        await self.show_next(interaction)

    async def show_next(
        self, interaction: discord.Interaction, note: str = "", undo: render.Undo | None = None
    ) -> None:
        """Show the card that comes next, below a note of what was done."""
        user_id = interaction.user.id
        step = await self._reviews.step(user_id, interaction.guild_id, self._now())
        title = self._library.title(step.question.topic) if step.question else ""
        await reply.in_place(interaction, render.step(step, title, note, undo))
        if step.reminders_ended:
            await self._wishes.heard(user_id)

    async def open_form(self, interaction: discord.Interaction, card_id: int, number: int) -> None:
        """Open the form for an answer."""
        _, question = await self._reviews.present(
            card_id, number, interaction.user.id, interaction.guild_id, self._now()
        )
        target = address("review-submit", card_id, number)
        short = asked_as(question) is Form.SHORT
        await reply.form(
            interaction,
            challenge.answer_form(
                target, "Review", question, "", short=short, sure=None, share=None
            ),
        )

    async def submit(self, interaction: discord.Interaction, card_id: int, number: int) -> None:
        """Show the model answer beside what was typed; what cannot be taken is given back."""
        typed = modal_fields.read(cast(dict[str, Any], interaction.data))
        text = str(typed.get("text") or "")
        try:
            await self._turn(interaction, card_id, number, Submission(text))
        except Refusal as refusal:
            await reply.private(interaction, written.not_saved(str(refusal), text))

    async def show(self, interaction: discord.Interaction, card_id: int, number: int) -> None:
        """Show the model answer to who only thought."""
        await self._turn(interaction, card_id, number, Submission())

    async def _turn(
        self, interaction: discord.Interaction, card_id: int, number: int, given: Submission
    ) -> None:
        done = await self._reviews.answer(
            card_id, number, interaction.user.id, interaction.guild_id, given, self._now()
        )
        title = self._library.title(done.question.topic)
        await reply.in_place(interaction, render.back(done, title))

    async def hint(self, interaction: discord.Interaction, card_id: int, number: int) -> None:
        """Show the first hint."""
        _, question = await self._reviews.present(
            card_id, number, interaction.user.id, interaction.guild_id, self._now()
        )
        await reply.private(
            interaction, challenge.hint(question.hints[0] if question.hints else None)
        )

    async def grade(
        self, interaction: discord.Interaction, card_id: int, number: int, rating: int
    ) -> None:
        """Keep a grade and show the next card."""
        given = Rating(rating)
        comeback = await self._reviews.grade(
            card_id, number, given, interaction.user.id, self._now()
        )
        await self.show_next(interaction, render.graded(given, comeback), (card_id, number + 1))

    async def undo(self, interaction: discord.Interaction, card_id: int, number: int) -> None:
        """Take the last grade back and show its card."""
        user_id, now = interaction.user.id, self._now()
        await self._reviews.undo(card_id, number, user_id, now)
        card, question = await self._reviews.present(
            card_id, number - 1, user_id, interaction.guild_id, now
        )
        title = self._library.title(question.topic)
        above = ["-# The last grade is taken back."]
        await reply.in_place(interaction, render.front(card, question, title, 0, above))

    async def take_out(self, interaction: discord.Interaction, card_id: int) -> None:
        """Let a card not come back."""
        await self._reviews.take_out(card_id, interaction.user.id)
        await reply.in_place(interaction, render.taken_out(card_id))

    async def put_back(self, interaction: discord.Interaction, card_id: int) -> None:
        """Let a card come back after all."""
        await self._reviews.put_back(card_id, interaction.user.id, self._now())
        await self.show_next(interaction, "The card is back and due.")
