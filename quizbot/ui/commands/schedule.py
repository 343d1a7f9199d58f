"""``/schedule``: any number of daily questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from quizbot.domain import schedule_words
from quizbot.domain.guild import Guild
from quizbot.domain.question import Form
from quizbot.domain.schedule import LATE_LIMIT, REVEAL_AFTER, Plan, Schedule
from quizbot.errors import Refusal
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.bot_permissions import require_channel, require_role
from quizbot.ui.commands import options
from quizbot.ui.components.schedule import ScheduleComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import Rights, moderated
from quizbot.ui.render import schedule as render

_DESCRIPTIONS = {
    "channel": "Where the question is posted",
    "time": "Time of day, such as 09:00",
    "zone": "Your time zone: type a city",
    "days": "daily, weekdays, weekends, or days such as mon, wed, fri",
    "topics": "Topics with commas between; all if you leave it out",
    "level": "Questions of one level only",
    "form": "Write, or press one of four",
    "reveal": f"How long until the model answer, such as {schedule_words.say_delay(REVEAL_AFTER)}",
    "late": f"How late it may still come; {schedule_words.say_delay(LATE_LIMIT)} if you never say",
    "role": "A role to ping with each question",
    "thread": "Open a discussion thread at the reveal?",
}


@app_commands.guild_only()
class ScheduleGroup(app_commands.Group):
    """Add, list, edit, pause, resume, remove and post-now."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(
            name="schedule", description="Moderators: when and where questions are posted"
        )
        self._schedules = shared.schedules
        self._components = ScheduleComponents(shared)
        self._topics = shared.topics
        self._now = shared.now
        planned = ("add", "edit")
        options.complete(self, planned, "zone", options.complete_zones)
        options.complete(self, planned, "topics", options.complete_topic_list(self._topics))
        existing = ("edit", "pause", "resume", "remove", "post-now")
        offered = options.for_moderators(Rights(shared.settings), self._offer)
        options.complete(self, existing, "schedule", offered)

    @app_commands.command(name="add", description="Another regular question")
    @app_commands.describe(**_DESCRIPTIONS)
    @app_commands.choices(level=options.LEVELS, form=options.FORMS)
    async def add(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        time: str,
        zone: str | None = None,
        days: str = "daily",
        topics: str | None = None,
        level: str | None = None,
        form: str = Form.OPEN.value,
        reveal: str | None = None,
        late: str | None = None,
        role: discord.Role | None = None,
        thread: bool = False,
    ) -> None:
        guild = moderated(interaction)
        plan = Plan(
            channel_id=channel.id,
            at=schedule_words.read_time(time),
            zone=schedule_words.read_zone(zone) if zone else guild.zone,
            days=schedule_words.read_days(days),
            topics=await options.read_topics(topics, self._topics, guild.id),
            levels=options.read_levels(level),
            form=Form(form),
            reveal_after=schedule_words.read_delay(reveal) if reveal else REVEAL_AFTER,
            late_limit=schedule_words.read_late(late) if late else LATE_LIMIT,
            ping_role_id=role.id if role else None,
            thread=thread,
        )
        require_channel(interaction, channel.id, thread=thread)
        require_role(role, channel.id)
        await self._components.add(interaction, guild, plan)

    @app_commands.command(name="edit", description="Change a schedule; what you leave out stays")
    @app_commands.describe(
        schedule="Which one", **_DESCRIPTIONS, stop_ping="Ping no role any more?"
    )
    @app_commands.choices(
        level=[*options.LEVELS, app_commands.Choice(name="All", value="all")], form=options.FORMS
    )
    async def edit(
        self,
        interaction: discord.Interaction,
        schedule: int,
        channel: discord.TextChannel | None = None,
        time: str | None = None,
        zone: str | None = None,
        days: str | None = None,
        topics: str | None = None,
        level: str | None = None,
        form: str | None = None,
        reveal: str | None = None,
        late: str | None = None,
        role: discord.Role | None = None,
        thread: bool | None = None,
        stop_ping: bool = False,
    ) -> None:
        guild = moderated(interaction)
        given: dict[str, Any] = {
            "channel_id": channel and channel.id,
            "at": time and schedule_words.read_time(time),
            "zone": zone and schedule_words.read_zone(zone),
            "days": days and schedule_words.read_days(days),
            "topics": await options.read_topics(topics, self._topics, guild.id) if topics else None,
            "levels": options.read_levels(level) if level else None,
            "form": form and Form(form),
            "reveal_after": reveal and schedule_words.read_delay(reveal),
            "late_limit": late and schedule_words.read_late(late),
            "ping_role_id": role and role.id,
            "thread": thread,
        }
        changes = {key: value for key, value in given.items() if value is not None}
        if stop_ping:
            changes["ping_role_id"] = None
        if not changes:
            raise Refusal("Nothing is to be changed. Name what shall be new, such as time:18:00.")
        place = (
            channel.id
            if channel
            else (await self._schedules.get(guild.id, schedule)).plan.channel_id
        )
        require_role(role, place)
        if channel is not None or thread:
            require_channel(interaction, place, thread=bool(thread))
        changed = await self._schedules.edit(
            guild.id, schedule, changes, interaction.user.id, self._now()
        )
        await self._show(interaction, changed, "The schedule is changed")

    @app_commands.command(name="list", description="All schedules and how they stand")
    async def list_(self, interaction: discord.Interaction) -> None:
        guild = moderated(interaction)
        listed = await self._schedules.listed(guild.id, self._now())
        titles = await self._topics.titles(guild.id)
        await reply.private(interaction, render.listing(listed, titles))

    @app_commands.command(name="pause", description="Stop a schedule until you resume it")
    @app_commands.describe(schedule="Which one")
    async def pause(self, interaction: discord.Interaction, schedule: int) -> None:
        guild = moderated(interaction)
        await self._schedules.pause(guild.id, schedule, interaction.user.id, self._now())
        await reply.private(
            interaction,
            render.word(
                f"Schedule {schedule} is paused; the dates of the pause are not made up for. "
                "/schedule resume lets it go on."
            ),
        )

    @app_commands.command(name="resume", description="Let a paused schedule go on")
    @app_commands.describe(schedule="Which one")
    async def resume(self, interaction: discord.Interaction, schedule: int) -> None:
        guild = moderated(interaction)
        changed = await self._schedules.resume(guild.id, schedule, interaction.user.id, self._now())
        await self._show(interaction, changed, "The schedule goes on")

    @app_commands.command(name="remove", description="Take a schedule away; what it asked stays")
    @app_commands.describe(schedule="Which one")
    async def remove(self, interaction: discord.Interaction, schedule: int) -> None:
        guild = moderated(interaction)
        await self._schedules.remove(guild.id, schedule, interaction.user.id, self._now())
        sentence = (
            f"Schedule {schedule} is removed. An open question of it is still revealed on time."
        )
        await reply.private(interaction, render.word(sentence))

    @app_commands.command(name="post-now", description="Post an extra question at once")
    @app_commands.describe(schedule="By which schedule; the first one if you leave it out")
    async def post_now(self, interaction: discord.Interaction, schedule: int | None = None) -> None:
        guild = moderated(interaction)
        chosen = schedule if schedule is not None else await self._schedules.first(guild.id)
        await self._components.post_now(interaction, guild, chosen)

    async def _offer(
        self, interaction: discord.Interaction, guild: Guild, _typed: str
    ) -> Iterator[app_commands.Choice[int]]:
        planned = await self._schedules.all(guild.id)
        return (options.choice(_name(schedule, interaction), schedule.id) for schedule in planned)

    async def _show(self, interaction: discord.Interaction, schedule: Schedule, title: str) -> None:
        await reply.private(interaction, await self._components.ready(schedule, title))


def _name(schedule: Schedule, interaction: discord.Interaction) -> str:
    channel = interaction.guild.get_channel(schedule.plan.channel_id) if interaction.guild else None
    where = f"#{channel.name}" if channel else "a deleted channel"
    plan = schedule.plan
    return f"{schedule.id}: {where} at {plan.at:%H:%M}, {schedule_words.say_days(plan.days)}"


def feature(shared: Shared) -> Feature:
    routes = ScheduleComponents(shared).routes
    return Feature(moderators=Part([ScheduleGroup(shared)], routes))
