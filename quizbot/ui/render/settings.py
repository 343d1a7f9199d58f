"""The panel of a server's settings."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from quizbot.domain.guild import Boards, Guild
from quizbot.domain.leaderboard import WeekStart
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout

BOARDS = {
    Boards.PUBLIC: "Boards may be shown to a channel",
    Boards.PRIVATE: "Boards in private only",
    Boards.OFF: "No boards",
}
WEEKS = {WeekStart.MONDAY: "Weeks begin on Monday", WeekStart.SUNDAY: "Weeks begin on Sunday"}


def panel(guild: Guild, note: str = "") -> layout.Layout:
    """Return the settings, each with what changes it."""
    share = "Answers shown after the reveal: " + ("yes" if guild.share_default else "no")
    return layout.Layout(
        layout.box(
            layout.text(f"### Settings\n{note or 'A change counts at once.'}"),
            layout.text("**Moderator role**, besides Manage Server; clear it for none"),
            _roles(guild),
            layout.text("**Review channel** for suggestions; clear it for none"),
            _channels(guild),
            layout.text(
                "**Boards and weeks**\n-# Weekly boards are counted anew when the week changes."
            ),
            layout.menu(address("settings-boards"), _options(BOARDS), guild.boards.value),
            layout.menu(address("settings-week"), _options(WEEKS), guild.week_start.value),
            layout.text(
                "**Sharing and time**\n-# The answer form starts with this box ticked or not; "
                "each member decides. Days, weeks and months are those of the time zone."
            ),
            layout.row(
                layout.button(share, address("settings-share", int(not guild.share_default))),
                layout.button(f"Time zone: {guild.zone}", address("settings-zone")),
            ),
        )
    )


def _options(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, label) for key, label in words.items()]


def _roles(guild: Guild) -> ui.ActionRow[Any]:
    chosen = guild.moderator_role_id
    roles: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=address("settings-role"),
        placeholder="Manage Server only",
        min_values=0,
        max_values=1,
        default_values=[discord.Object(chosen)] if chosen else [],
    )
    return ui.ActionRow(roles)


def _channels(guild: Guild) -> ui.ActionRow[Any]:
    chosen = guild.review_channel_id
    channels: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id=address("settings-review"),
        placeholder="None; /question suggestions lists them",
        channel_types=[discord.ChannelType.text],
        min_values=0,
        max_values=1,
        default_values=[discord.Object(chosen)] if chosen else [],
    )
    return ui.ActionRow(channels)


def zone_form(guild: Guild) -> ui.Modal:
    """Return the form of the time zone."""
    form = ui.Modal(title="Time zone", custom_id=address("settings-zone-form"))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="zone",
        default=guild.zone,
        max_length=60,
        placeholder="A city, or a name such as Europe/Berlin",
    )
    form.add_item(ui.Label(text="The server's time zone", component=field))
    return form
