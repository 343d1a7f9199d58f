"""The menus and buttons of the settings."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain import wording
from quizbot.domain.guild import Boards
from quizbot.domain.ranking import WeekStart
from quizbot.errors import Refusal
from quizbot.services.schedules import Schedules
from quizbot.services.settings import ServerSettings
from quizbot.ui import form, reply
from quizbot.ui.guard import require_channel, require_manager, require_moderator, require_role
from quizbot.ui.render import settings as render
from quizbot.ui.reply import Now
from quizbot.ui.router import Routes


class SettingsComponents:
    """One handler for each setting; every change is shown in the panel."""

    def __init__(self, settings: ServerSettings, schedules: Schedules, now: Now) -> None:
        self._settings = settings
        self._schedules = schedules
        self._now = now

    @property
    def routes(self) -> Routes:
        """The handlers by action."""
        return {
            "settings-role": self.choose_role,
            "settings-review": self.choose_review_channel,
            "settings-boards": self.choose_boards,
            "settings-week": self.choose_week,
            "settings-share": self.set_share,
            "settings-zone": self.open_zone,
            "settings-zone-form": self.set_zone,
        }

    async def choose_role(self, interaction: discord.Interaction) -> None:
        """Set or remove the moderator role."""
        await require_manager(interaction, self._schedules)
        chosen = _chosen(interaction)
        role = interaction.guild.get_role(int(chosen)) if interaction.guild and chosen else None
        require_role(role)
        if chosen and role is None:
            raise Refusal("This role does not exist any more. Choose another one.")
        await self._change(interaction, moderator_role_id=role.id if role else None)

    async def choose_review_channel(self, interaction: discord.Interaction) -> None:
        """Set or remove the channel of review messages."""
        chosen = _chosen(interaction)
        await require_moderator(interaction, self._schedules)
        if chosen:
            require_channel(interaction, int(chosen))
        await self._change(interaction, review_channel_id=int(chosen) if chosen else None)

    async def choose_boards(self, interaction: discord.Interaction) -> None:
        """Set who sees boards."""
        await require_moderator(interaction, self._schedules)
        await self._change(interaction, boards=Boards(_chosen(interaction)))

    async def choose_week(self, interaction: discord.Interaction) -> None:
        """Set the day on which weeks begin."""
        await require_moderator(interaction, self._schedules)
        await self._change(interaction, week_start=WeekStart(_chosen(interaction)))

    async def set_share(self, interaction: discord.Interaction, wanted: int) -> None:
        """Set whether the answer form starts with sharing."""
        await self._change(interaction, share_default=bool(wanted))

    async def open_zone(self, interaction: discord.Interaction) -> None:
        """Open the form of the time zone."""
        guild = await require_moderator(interaction, self._schedules)
        await reply.form(interaction, render.zone_form(guild))

    async def set_zone(self, interaction: discord.Interaction) -> None:
        """Set the time zone."""
        await require_moderator(interaction, self._schedules)
        typed = form.fields(cast(dict[str, Any], interaction.data)).get("zone")
        await self._change(interaction, zone=wording.read_zone(str(typed or "")))

    async def _change(self, interaction: discord.Interaction, **changes: Any) -> None:
        guild = await require_moderator(interaction, self._schedules)
        changed = await self._settings.change(guild.id, changes, interaction.user.id, self._now())
        await reply.in_place(interaction, render.panel(changed, "Saved; it counts at once."))


def _chosen(interaction: discord.Interaction) -> str:
    """Return what was chosen from a menu; empty where it was cleared."""
    values = cast(dict[str, Any], interaction.data).get("values") or [""]
    return str(values[0])
