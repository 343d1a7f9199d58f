"""The buttons below a schedule."""

from __future__ import annotations

from datetime import timedelta

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Schedule
from quizbot.errors import NotFound
from quizbot.services.schedules import next_runs
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.bot_permissions import require_channel
from quizbot.ui.feature import Routes
from quizbot.ui.render import schedule as render
from quizbot.ui.render.layout import Layout

PRESSES_APART = timedelta(minutes=1)


class ScheduleComponents:
    """Post one now, and Preview."""

    def __init__(self, shared: Shared) -> None:
        self._schedules = shared.schedules
        self._daily = shared.daily
        self._library = shared.library
        self._now = shared.now
        self.routes: Routes = {"post-now": self.press_post_now, "preview-schedule": self.preview}

    async def press_post_now(
        self, interaction: discord.Interaction, guild: Guild, schedule_id: int
    ) -> None:
        """Post an extra question at once; a second press within a minute is taken for a slip."""
        await self.post_now(interaction, guild, schedule_id, apart=PRESSES_APART)

    async def post_now(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        schedule_id: int,
        *,
        apart: timedelta = timedelta(0),
    ) -> None:
        """Post an extra question at once."""
        schedule = await self._schedules.get(guild.id, schedule_id)
        require_channel(interaction, schedule.plan.channel_id)
        await reply.defer(interaction)
        challenge = await self._daily.post_now(
            guild.id, schedule_id, interaction.user.id, self._now(), apart=apart
        )
        await reply.sentence(
            interaction, f"Question #{challenge.number} is in <#{challenge.channel_id}>."
        )

    async def preview(
        self, interaction: discord.Interaction, guild: Guild, schedule_id: int
    ) -> None:
        """Show how a question of this schedule will look."""
        schedule = await self._schedules.get(guild.id, schedule_id)
        await reply.private(interaction, await self.sample(schedule))

    async def ready(self, schedule: Schedule, title: str) -> Layout:
        """Return the word that a schedule is on, with its next runs."""
        unasked = await self._schedules.unasked(schedule)
        now = self._now()
        remarks = await self._schedules.remarks(schedule, now)
        runs = next_runs(schedule, now)
        return render.ready(schedule, title, runs, remarks, unasked, self._library.titles)

    async def sample(self, schedule: Schedule) -> Layout:
        """Return how a question of a schedule will look."""
        fitting = await self._schedules.fitting(schedule.guild_id, schedule.plan)
        if not fitting:
            raise NotFound("No question fits this schedule any more; /schedule edit widens it.")
        return render.preview(fitting[0], schedule.plan, self._library.title(fitting[0].topic))
