"""The buttons with which moderators decide on grades."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.verdict import Coverage
from quizbot.services.grades import DecisionWord, Grades
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.feature import Routes
from quizbot.ui.render import grade as render
from quizbot.ui.render.layout import Layout


class GradeComponents:
    """A button a key point, Keep, Save decision, Next, Whole answer."""

    def __init__(self, shared: Shared) -> None:
        self._grades = Grades(shared.database)
        self._now = shared.now
        self.routes: Routes = {
            "grade-mark": self.mark,
            "grade-keep": self.keep,
            "grade-reason": self.open_reason,
            "grade-save": self.save,
            "grade-next": self.next,
            "grade-text": self.text,
        }

    async def mark(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        verdict_id: int,
        place: int,
        found: str,
    ) -> None:
        """Mark a key point as the button says."""
        case = await self._grades.mark(
            guild.id, verdict_id, place, Coverage(found), interaction.user.id
        )
        waiting = len(await self._grades.waiting(guild.id))
        await reply.in_place(interaction, render.case(case, waiting))

    async def keep(self, interaction: discord.Interaction, guild: Guild, verdict_id: int) -> None:
        """Decide that the grade stays."""
        made = await self._grades.keep(
            guild.id, verdict_id, interaction.user.id, self._now(), _word(interaction)
        )
        await reply.in_place(interaction, render.decided(made))

    async def open_reason(
        self, interaction: discord.Interaction, guild: Guild, verdict_id: int
    ) -> None:
        """Open the form for the reason of a decision."""
        case = await self._grades.opened(guild.id, verdict_id, interaction.user.id)
        await reply.form(interaction, render.reason_form(case))

    async def save(self, interaction: discord.Interaction, guild: Guild, verdict_id: int) -> None:
        """Decide by what is marked."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        made = await self._grades.save(
            guild.id,
            verdict_id,
            interaction.user.id,
            str(given.get("reason") or ""),
            self._now(),
            _word(interaction),
        )
        await reply.in_place(interaction, render.decided(made))

    async def next(
        self, interaction: discord.Interaction, guild: Guild, answer_id: int, _own: int = 0
    ) -> None:
        """Show the next waiting answer in place of this one; ``_own`` tells buttons apart."""
        await reply.in_place(interaction, await self.queue(interaction, guild, answer_id))

    async def queue(self, interaction: discord.Interaction, guild: Guild, after: int = 0) -> Layout:
        """Return the waiting answer behind another one."""
        case, waiting = await self._grades.next(guild.id, interaction.user.id, after)
        return render.nothing() if case is None else render.case(case, waiting)

    async def text(self, interaction: discord.Interaction, guild: Guild, answer_id: int) -> None:
        """Show an answer that was too long to be shown with its points."""
        case = await self._grades.case(guild.id, answer_id, interaction.user.id)
        await reply.private(interaction, render.text(case))


def _word(interaction: discord.Interaction) -> DecisionWord:
    """Return what puts into words what the member is told."""
    server = interaction.guild.name if interaction.guild else "your server"
    return lambda made: render.told(made, server)
