"""The buttons with which moderators decide on grades."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.verdict import Coverage
from quizbot.services.deciding import Decided, Deciding
from quizbot.services.schedules import Schedules
from quizbot.ui import form, reply
from quizbot.ui.guard import require_moderator
from quizbot.ui.render import grade as render
from quizbot.ui.render.layout import Layout
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class GradeComponents:
    """A button a key point, Keep, Save decision, Next, Whole answer."""

    def __init__(self, deciding: Deciding, schedules: Schedules, now: Now) -> None:
        self._deciding = deciding
        self._schedules = schedules
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "grade-mark": self.mark,
            "grade-keep": self.keep,
            "grade-reason": self.open_reason,
            "grade-save": self.save,
            "grade-next": self.next,
            "grade-text": self.text,
        }

    async def mark(
        self, interaction: discord.Interaction, verdict_id: int, place: int, found: str
    ) -> None:
        """Mark a key point as the button says."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.mark(
            guild.id, verdict_id, place, Coverage(found), interaction.user.id
        )
        waiting = len(await self._deciding.waiting(guild.id))
        await reply.in_place(interaction, render.case(case, waiting))

    async def keep(self, interaction: discord.Interaction, verdict_id: int) -> None:
        """Decide that the grade stays."""
        guild = await require_moderator(interaction, self._schedules)
        made = await self._deciding.keep(guild.id, verdict_id, interaction.user.id, self._now())
        await self._show(interaction, made)

    async def open_reason(self, interaction: discord.Interaction, verdict_id: int) -> None:
        """Open the form for the reason of a decision."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.opened(guild.id, verdict_id, interaction.user.id)
        await reply.form(interaction, render.reason_form(case))

    async def save(self, interaction: discord.Interaction, verdict_id: int) -> None:
        """Decide by what is marked."""
        guild = await require_moderator(interaction, self._schedules)
        given = form.fields(cast(dict[str, Any], interaction.data))
        made = await self._deciding.save(
            guild.id,
            verdict_id,
            interaction.user.id,
            str(given.get("reason") or ""),
            self._now(),
        )
        await self._show(interaction, made)

    async def _show(self, interaction: discord.Interaction, made: Decided) -> None:
        """Show what was decided, then tell the member who waited for it."""
        await reply.in_place(interaction, render.decided(made))
        server = interaction.guild.name if interaction.guild else "your server"
        await self._deciding.tell(made, render.told(made, server))

    async def next(self, interaction: discord.Interaction, answer_id: int) -> None:
        """Show the next waiting answer in place of this one."""
        await reply.in_place(interaction, await self.queue(interaction, answer_id))

    async def queue(self, interaction: discord.Interaction, after: int = 0) -> Layout:
        """Return the waiting answer behind another one."""
        guild = await require_moderator(interaction, self._schedules)
        case, waiting = await self._deciding.next(guild.id, interaction.user.id, after)
        return render.nothing() if case is None else render.case(case, waiting)

    async def text(self, interaction: discord.Interaction, answer_id: int) -> None:
        """Show an answer that was too long to be shown with its points."""
        guild = await require_moderator(interaction, self._schedules)
        case = await self._deciding.case(guild.id, answer_id, interaction.user.id)
        await reply.private(interaction, render.text(case))
