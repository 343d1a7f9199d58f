"""The pages of the audit list."""

from __future__ import annotations

import discord

from quizbot.domain.guild import Guild
from quizbot.services.audit import Audit
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.feature import Routes
from quizbot.ui.render import audit as render
from quizbot.ui.render.layout import Layout


class AuditComponents:
    """Turning pages."""

    def __init__(self, shared: Shared) -> None:
        self._audit = Audit(shared.database)
        self.routes: Routes = {"audit": self.turn}

    async def turn(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        actor_id: int,
        act: str,
        page: int,
        _way: str,
    ) -> None:
        """Show another page."""
        wanted = "" if act == render.ANY else act
        await reply.in_place(interaction, await self.view(guild, actor_id, wanted, page))

    async def view(self, guild: Guild, actor_id: int, act: str, page: int) -> Layout:
        """Return a page of the list."""
        return render.message(await self._audit.page(guild.id, actor_id, act, page))
