"""The buttons below a schedule."""

from __future__ import annotations

import discord

from quizbot.domain.audit import SAME_AGAIN
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan, Schedule
from quizbot.errors import NotFound, Repeated
from quizbot.services.schedules import next_runs
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.bot_permissions import require_channel
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import layout
from quizbot.ui.render import schedule as render
from quizbot.ui.render.layout import Layout


class ScheduleComponents:
    """Post one now, Preview, and what is meant once more."""

    def __init__(self, shared: Shared) -> None:
        self._schedules = shared.schedules
        self._daily = shared.daily
        self._topics = shared.topics
        self._now = shared.now
        self.routes: Routes = {
            "post-now": self.post_now,
            "post-again": self.post_now,
            "schedule-again": self.add_again,
            "preview-schedule": self.preview,
        }

    async def post_now(
        self, interaction: discord.Interaction, guild: Guild, schedule_id: int, again: int = 0
    ) -> None:
        """Post an extra question at once; one more than ``again`` within a minute asks first."""
        schedule = await self._schedules.get(guild.id, schedule_id)
        require_channel(interaction, schedule.plan.channel_id)
        await reply.defer(interaction)
        try:
            challenge = await self._daily.post_now(
                *(guild.id, schedule_id, interaction.user.id, self._now()),
                apart=SAME_AGAIN,
                again=again,
            )
        except Repeated as repeated:
            target = address("post-again", schedule_id, repeated.done)
            await reply.private(interaction, layout.asking(str(repeated), target))
            return
        await reply.sentence(
            interaction, f"Question #{challenge.number} is in <#{challenge.channel_id}>."
        )

    async def add(
        self, interaction: discord.Interaction, guild: Guild, plan: Plan, again: int = 0
    ) -> None:
        """Add a schedule; the same plan as that of ``again`` within a minute asks first."""
        try:
            schedule = await self._schedules.add(
                guild.id, plan, interaction.user.id, self._now(), again=again
            )
        except Repeated as repeated:
            target = address("schedule-again", repeated.done)
            await reply.in_place(interaction, layout.asking(str(repeated), target))
            return
        await reply.in_place(interaction, await self.ready(schedule, "The schedule is on"))

    async def add_again(
        self, interaction: discord.Interaction, guild: Guild, schedule_id: int
    ) -> None:
        """Add a schedule with the plan of another one."""
        schedule = await self._schedules.get(guild.id, schedule_id)
        require_channel(interaction, schedule.plan.channel_id, thread=schedule.plan.thread)
        await self.add(interaction, guild, schedule.plan, schedule_id)

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
        titles = await self._topics.titles(schedule.guild_id)
        return render.ready(schedule, title, runs, remarks, unasked, titles)

    async def sample(self, schedule: Schedule) -> Layout:
        """Return how a question of a schedule will look."""
        fitting = await self._schedules.fitting(schedule.guild_id, schedule.plan)
        if not fitting:
            raise NotFound("No question fits this schedule any more; /schedule edit widens it.")
        topic = await self._topics.title(schedule.guild_id, fitting[0].topic)
        return render.preview(fitting[0], schedule.plan, topic)
