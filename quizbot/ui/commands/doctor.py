"""``/doctor``: what is wrong, or will be, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands

from quizbot import __version__
from quizbot.domain.doctor import Finding, fine, wrong
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Schedule
from quizbot.errors import QuizError
from quizbot.services.doctor import Doctor
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.bot_permissions import require_channel, require_role
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated
from quizbot.ui.render import doctor as render


def feature(shared: Shared) -> Feature:
    schedules, now = shared.schedules, shared.now
    doctor = Doctor(shared.database, schedules, shared.queue, shared.verdicts, __version__)

    @app_commands.command(
        name="doctor", description="Moderators: what is wrong, or will be, and what to do"
    )
    @app_commands.guild_only()
    async def command(interaction: discord.Interaction) -> None:
        guild = moderated(interaction)
        await reply.defer(interaction)
        planned = await schedules.all(guild.id)
        found = [*_permissions(interaction, guild, planned), *await doctor.look(guild.id, now())]
        await reply.private(interaction, render.message(found))

    return Feature(moderators=Part([command]))


def _permissions(
    interaction: discord.Interaction, guild: Guild, planned: list[Schedule]
) -> Iterator[Finding]:
    """Look at every channel and role that the server's plans need."""
    threads = {plan.channel_id for plan in (s.plan for s in planned) if plan.thread}
    channels = dict.fromkeys(schedule.plan.channel_id for schedule in planned)
    for channel_id in channels:
        yield _channel(interaction, channel_id, "I may post", thread=channel_id in threads)
    if guild.review_channel_id is not None:
        yield _channel(interaction, guild.review_channel_id, "I may post suggestions")
    yield from _roles(interaction, guild, planned)


def _channel(
    interaction: discord.Interaction, channel_id: int, what: str, *, thread: bool = False
) -> Finding:
    try:
        require_channel(interaction, channel_id, thread=thread)
    except QuizError as error:
        return wrong(f"<#{channel_id}>: {error}", "Then give /doctor again.")
    return fine(f"<#{channel_id}>: {what}.")


def _roles(
    interaction: discord.Interaction, guild: Guild, planned: list[Schedule]
) -> Iterator[Finding]:
    server = interaction.guild
    if server is None:
        return
    if guild.moderator_role_id and server.get_role(guild.moderator_role_id) is None:
        yield wrong("The moderators' role does not exist any more.", "/settings chooses another.")
    for schedule in planned:
        role_id = schedule.plan.ping_role_id
        role = server.get_role(role_id) if role_id else None
        edit = f"/schedule edit schedule:{schedule.id} chooses another, or stop_ping:True."
        if role_id and role is None:
            yield wrong(f"The role that schedule {schedule.id} pings is gone.", edit)
            continue
        try:
            require_role(role, schedule.plan.channel_id)
        except QuizError as error:
            yield wrong(f"Schedule {schedule.id}: {error}", edit)
