"""Practise this later: the button below a result, a model answer, and in practice."""

from __future__ import annotations

import discord

from quizbot.services.review_keeping import ReviewKeeping
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import guild_of
from quizbot.ui.render import review as render


class ReviewKeepingComponents:
    """Makes a card of a question of the day, or of one of practice."""

    def __init__(self, shared: Shared) -> None:
        self._keeping = ReviewKeeping(shared.database)
        self._now = shared.now
        self.routes: Routes = {
            "review-keep": self.keep,
            "review-keep-quiz": self.keep_practice,
        }

    async def keep(self, interaction: discord.Interaction, challenge_id: int) -> None:
        """Make a card of a question whose model answer is out."""
        due = await self._keeping.keep_challenge(
            guild_of(interaction), challenge_id, interaction.user.id, self._now()
        )
        await reply.private(interaction, render.kept(due))

    async def keep_practice(
        self, interaction: discord.Interaction, run_id: int, position: int
    ) -> None:
        """Make a card of a question that was practised."""
        due = await self._keeping.keep_practice(run_id, position, interaction.user.id, self._now())
        await reply.private(interaction, render.kept(due))
