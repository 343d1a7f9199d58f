"""The buttons of a challenge and the answer form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord

from quizbot.domain.challenge import Challenge, Submission, Sure
from quizbot.domain.question import Form
from quizbot.domain.question_choices import picked, shuffled
from quizbot.errors import Refusal, StorageError
from quizbot.services.answers import Answers
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.in_order import InOrder
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import challenge as render
from quizbot.ui.render import result, written

HandedIn = tuple[Challenge, Submission]


class ChallengeComponents:
    """Answer, Hint, My answer (later My result), and the choices."""

    def __init__(self, shared: Shared) -> None:
        self._answers = Answers(shared.database)
        self._reviews = shared.reviews
        self._now = shared.now
        self._in_order = InOrder()
        self.routes: Routes = {
            "answer": self.open_form,
            "submit": self.submit,
            render.TAKE: self.choose,
            "choose": self.choose_as_before,
            "hint": self.hint,
            "mine": self.mine,
            "result": self.mine,
        }

    async def open_form(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Open the answer form, with the present answer in it."""
        async with self._in_order.turn(interaction.user.id):
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
        """Save what was typed into the answer form."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        sure = Sure(given.get("sure") or Sure.UNSURE)
        text, share = str(given.get("text") or ""), bool(given.get("share", True))

        async def handed_in() -> HandedIn:
            challenge = await self._open(interaction, challenge_id)
            return challenge, Submission(text, sure=sure, share=share)

        await self.save(interaction, handed_in, text)

    async def choose(self, interaction: discord.Interaction, challenge_id: int, *at: int) -> None:
        """Save the choice of a button ``at`` a place (from 0), or those taken in the menu."""

        async def handed_in() -> HandedIn:
            challenge = await self._open(interaction, challenge_id)
            places = modal_fields.places(cast(dict[str, Any], interaction.data), *at)
            picks = picked(challenge.question, places, challenge_id)
            if picks is None:
                raise Refusal("This question has no such choice; take one that it shows.")
            return challenge, Submission(picks=picks)

        await self.save(interaction, handed_in)

    async def choose_as_before(
        self, interaction: discord.Interaction, challenge_id: int, place: int
    ) -> None:
        """Save a choice by a button of earlier versions, which shuffled all choices alike."""

        async def handed_in() -> HandedIn:
            challenge = await self._open(interaction, challenge_id)
            order = shuffled(len(challenge.question.choices), challenge_id)
            if place >= len(order):
                raise Refusal("This question has no such choice; take one that it shows.")
            return challenge, Submission(picks=(order[place],))

        await self.save(interaction, handed_in)

    async def save(
        self,
        interaction: discord.Interaction,
        handed_in: Callable[[], Awaitable[HandedIn]],
        text: str = "",
    ) -> None:
        """Save what is ``handed_in`` and say so once it is on disk.

        A ``text`` that was not saved is given back.
        """
        user = interaction.user
        try:
            async with self._in_order.turn(user.id):
                challenge, submission = await handed_in()
                version = await self._answers.save(
                    challenge, user.id, user.display_name, submission, self._now(), interaction.id
                )
        except (Refusal, StorageError) as error:
            if not text.strip():
                raise
            await reply.private(interaction, written.not_saved(str(error), text))
        else:
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
        guild_id, user_id, now = guild_of(interaction), interaction.user.id, self._now()
        async with self._in_order.turn(user_id):
            own = await self._answers.own(guild_id, challenge_id, user_id, now)
        due = await self._reviews.due(user_id, now)
        await reply.private(interaction, result.own(own, now, due))
