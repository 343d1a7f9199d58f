"""``/setup``: one form, and the server has a daily question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain import wording
from quizbot.domain.schedule import Plan
from quizbot.services.schedules import Schedules
from quizbot.ui import reply
from quizbot.ui.commands import options
from quizbot.ui.components.schedule import ScheduleComponents
from quizbot.ui.guard import require_channel, require_moderator
from quizbot.ui.reply import Now


def setup_command(
    schedules: Schedules, components: ScheduleComponents, library: Library, now: Now
) -> app_commands.Command[Any, ..., None]:
    """Return the command."""

    @app_commands.command(
        name="setup", description="Moderators: a daily question in one step; again to change it"
    )
    @app_commands.guild_only()
    @app_commands.describe(
        channel="Where the question is posted",
        time="Time of day, such as 09:00",
        zone="Your time zone: type a city",
        reveal="How long until the model answer, such as 12h",
        role="A role to ping with each question",
        moderators="A role that may moderate the quiz, besides Manage Server",
    )
    @app_commands.autocomplete(zone=options.complete_zones)
    async def command(
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        time: str = "09:00",
        zone: str = "UTC",
        reveal: str = "12h",
        role: discord.Role | None = None,
        moderators: discord.Role | None = None,
    ) -> None:
        guild = await require_moderator(interaction, schedules)
        plan = Plan(
            channel_id=channel.id,
            at=wording.read_time(time),
            zone=wording.read_zone(zone),
            reveal_after=wording.read_delay(reveal),
            ping_role_id=role.id if role else None,
        )
        require_channel(interaction, channel.id)
        settings = replace(
            guild,
            zone=plan.zone,
            moderator_role_id=moderators.id if moderators else guild.moderator_role_id,
        )
        schedule = await schedules.set_up(settings, plan, interaction.user.id, now())
        await reply.private(
            interaction, await components.ready(schedule, "The daily question is on")
        )
        await reply.private(interaction, await components.sample(schedule))

    return command
