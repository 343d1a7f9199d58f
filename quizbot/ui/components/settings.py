"""The menus and buttons of the settings."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain import schedule_words
from quizbot.domain.guild import Boards, Guild
from quizbot.domain.leaderboard import WeekStart
from quizbot.errors import Refusal
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.bot_permissions import require_channel, require_role
from quizbot.ui.feature import Routes
from quizbot.ui.moderator_rights import require_manager
from quizbot.ui.render import settings as render


class SettingsComponents:
    """One handler for each setting; every change is shown in the panel."""

    def __init__(self, shared: Shared) -> None:
        self._settings = shared.settings
        self._now = shared.now
        self.routes: Routes = {
            "settings-role": self.choose_role,
            "settings-review": self.choose_review_channel,
            "settings-boards": self.choose_boards,
            "settings-week": self.choose_week,
            "settings-share": self.set_share,
            "settings-zone": self.open_zone,
            "settings-zone-form": self.set_zone,
        }

    async def choose_role(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Set or remove the moderator role."""
        require_manager(interaction)
        chosen = _chosen(interaction)
        role = interaction.guild.get_role(int(chosen)) if interaction.guild and chosen else None
        require_role(role)
        if chosen and role is None:
            raise Refusal("This role does not exist any more. Choose another one.")
        await self._change(interaction, guild, moderator_role_id=role.id if role else None)

    async def choose_review_channel(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Set or remove the channel of review messages."""
        chosen = _chosen(interaction)
        if chosen:
            require_channel(interaction, int(chosen))
        await self._change(interaction, guild, review_channel_id=int(chosen) if chosen else None)

    async def choose_boards(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Set who sees boards."""
        await self._change(interaction, guild, boards=Boards(_chosen(interaction)))

    async def choose_week(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Set the day on which weeks begin."""
        await self._change(interaction, guild, week_start=WeekStart(_chosen(interaction)))

    async def set_share(self, interaction: discord.Interaction, guild: Guild, wanted: int) -> None:
        """Set whether the answer form starts with sharing."""
        await self._change(interaction, guild, share_default=bool(wanted))

    async def open_zone(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Open the form of the time zone."""
        await reply.form(interaction, render.zone_form(guild))

    async def set_zone(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Set the time zone."""
        typed = modal_fields.read(cast(dict[str, Any], interaction.data)).get("zone")
        await self._change(interaction, guild, zone=schedule_words.read_zone(str(typed or "")))

    async def _change(self, interaction: discord.Interaction, guild: Guild, **changes: Any) -> None:
        changed = await self._settings.change(guild.id, changes, interaction.user.id, self._now())
        await reply.in_place(interaction, render.panel(changed, "Saved; it counts at once."))


def _chosen(interaction: discord.Interaction) -> str:
    """Return what was chosen from a menu; empty where it was cleared."""
    values = cast(dict[str, Any], interaction.data).get("values") or [""]
    return str(values[0])
