"""``/setup``: one form, and the server has a daily question."""

from __future__ import annotations

from dataclasses import replace
from datetime import time as clock_time
from typing import Any

import discord
from discord import app_commands

from quizbot.domain import schedule_words
from quizbot.domain.schedule import REVEAL_AFTER, Plan
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.bot_permissions import require_channel, require_role
from quizbot.ui.commands import options
from quizbot.ui.components.schedule import ScheduleComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated, require_manager

NINE = clock_time(9)
USUAL_DELAY = schedule_words.say_delay(REVEAL_AFTER)


def feature(shared: Shared) -> Feature:
    schedules, now = shared.schedules, shared.now
    components = ScheduleComponents(shared)

    @app_commands.command(
        name="setup", description="Moderators: a daily question in one step; again to change it"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        channel="Where the question is posted",
        time="Time of day; 09:00 if you never say",
        zone="Your time zone: type a city",
        reveal=f"How long until the model answer; {USUAL_DELAY} if you never say",
        role="A role to ping with each question",
        moderators="A role that may moderate the quiz, besides Manage Server",
    )
    @app_commands.autocomplete(zone=options.complete_zones)
    async def command(
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        time: str | None = None,
        zone: str | None = None,
        reveal: str | None = None,
        role: discord.Role | None = None,
        moderators: discord.Role | None = None,
    ) -> None:
        guild = moderated(interaction)
        before = next(iter(await schedules.all(guild.id)), None)
        given: dict[str, Any] = {
            "channel_id": channel.id,
            "at": time and schedule_words.read_time(time),
            "zone": zone and schedule_words.read_zone(zone),
            "reveal_after": reveal and schedule_words.read_delay(reveal),
            "ping_role_id": role and role.id,
        }
        plan = before.plan if before else Plan(channel.id, NINE, guild.zone)
        plan = replace(plan, **{key: value for key, value in given.items() if value is not None})
        require_channel(interaction, channel.id, thread=plan.thread)
        require_role(role, channel.id)
        require_role(moderators)
        if moderators is not None:
            require_manager(interaction)
        settings = replace(
            guild,
            zone=plan.zone if zone else guild.zone,
            moderator_role_id=moderators.id if moderators else guild.moderator_role_id,
        )
        schedule = await schedules.set_up(settings, plan, interaction.user.id, now())
        title = "The daily question is changed" if before else "The daily question is on"
        await reply.private(interaction, await components.ready(schedule, title))
        await reply.private(interaction, await components.sample(schedule))

    return Feature(moderators=Part([command]))
