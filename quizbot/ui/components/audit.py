"""The pages of the audit list."""

from __future__ import annotations

import discord

from quizbot.services.audit import Audit
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import audit as render
from quizbot.ui.render.layout import Layout
from quizbot.ui.router import Routes


class AuditComponents:
    """Turning pages."""

    def __init__(self, audit: Audit, schedules: Schedules) -> None:
        self._audit = audit
        self._schedules = schedules

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {"audit": self.turn}

    async def turn(
        self, interaction: discord.Interaction, actor_id: int, act: str, page: int, _way: str
    ) -> None:
        """Show another page."""
        wanted = "" if act == render.ANY else act
        await reply.in_place(interaction, await self.view(interaction, actor_id, wanted, page))

    async def view(
        self, interaction: discord.Interaction, actor_id: int, act: str, page: int
    ) -> Layout:
        """Return a page of the list, for a moderator."""
        guild = await require_moderator(interaction, self._schedules)
        return render.message(await self._audit.page(guild.id, actor_id, act, page))
