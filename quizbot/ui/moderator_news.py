"""What a moderator hears below the reply to an act: what did not arrive, and what is wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord

from quizbot.domain.notice import Notice
from quizbot.errors import QuizError
from quizbot.services.notices import Notices
from quizbot.services.shared_services import Now
from quizbot.ui import reply
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.render import notice as render

log = logging.getLogger(__name__)


class ModeratorNews:
    """Comes after each act of a moderator, once that was answered."""

    def __init__(self, notices: Notices, now: Now) -> None:
        self._notices = notices
        self._now = now

    async def after(self, interaction: discord.Interaction) -> None:
        """Send what the act has stored for members, then tell the moderator what is open.

        The act stands whatever happens here; what was not sent or told is, at a later time.
        """
        guild_id, moderator_id = interaction.guild_id, interaction.user.id
        if guild_id is None:
            return
        try:
            await self._notices.send_of(guild_id, moderator_id, self._now())
            news = await self._notices.take_news(guild_id, moderator_id, self._now())
            if news:
                await self._tell(interaction, news)
        except (QuizError, discord.HTTPException, *TROUBLE) as error:
            log.warning("a moderator of guild %s was not told the news: %s", guild_id, error)

    async def _tell(self, interaction: discord.Interaction, news: Sequence[Notice]) -> None:
        try:
            await reply.private(interaction, render.news(news))
        except (discord.HTTPException, *TROUBLE):
            await self._notices.give_back(news)
            raise
