"""The menus and buttons of a member's review settings, and of the daily reminder."""

from __future__ import annotations

import io
from typing import Any, cast

import discord

from quizbot.domain import schedule_words
from quizbot.domain.review_settings import NEW_A_DAY, RETENTIONS
from quizbot.errors import Refusal
from quizbot.services.review_export import ReviewExport
from quizbot.services.review_settings import ReviewWishes
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.feature import Routes
from quizbot.ui.render import review as render_review
from quizbot.ui.render import review_settings as render

_NOT_OFFERED = "This cannot be chosen any more. Open Settings anew with /review."


class ReviewSettingsComponents:
    """One handler for each wish; every change is shown in the panel."""

    def __init__(self, shared: Shared) -> None:
        self._wishes = ReviewWishes(shared.database)
        self._export = ReviewExport(shared.database, shared.library)
        self._now = shared.now
        self.routes: Routes = {
            "review-settings": self.open,
            "review-retention": self.choose_retention,
            "review-new": self.choose_new_a_day,
            "review-hour": self.choose_hour,
            "review-missed": self.set_missed,
            "review-zone": self.open_zone,
            "review-zone-form": self.set_zone,
            "review-export": self.export,
            "review-no-reminders": self.stop_reminders,
        }

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the panel beside the card."""
        settings = await self._wishes.get(interaction.user.id, interaction.guild_id)
        await reply.private(interaction, render.panel(settings))

    async def choose_retention(self, interaction: discord.Interaction) -> None:
        """Set the share of cards to be known; every card is scheduled anew."""
        chosen = _chosen(interaction)
        wish = next((one for one in RETENTIONS if str(one) == chosen), None)
        await self._change(interaction, retention=_offered(wish))

    async def choose_new_a_day(self, interaction: discord.Interaction) -> None:
        """Set how many new cards come a day."""
        chosen = _chosen(interaction)
        wish = next((one for one in NEW_A_DAY if str(one) == chosen), None)
        await self._change(interaction, new_a_day=_offered(wish))

    async def choose_hour(self, interaction: discord.Interaction) -> None:
        """Set the hour of the daily reminder, or none."""
        chosen = _chosen(interaction)
        hours = {str(hour): hour for hour in range(24)}
        hour = None if chosen == render.OFF else _offered(hours.get(chosen))
        await self._change(interaction, hour=hour)

    async def set_missed(self, interaction: discord.Interaction, wanted: int) -> None:
        """Set whether what was missed becomes a card by itself."""
        await self._change(interaction, keep_missed=bool(wanted))

    async def open_zone(self, interaction: discord.Interaction) -> None:
        """Open the form of the time zone."""
        settings = await self._wishes.get(interaction.user.id, interaction.guild_id)
        await reply.form(interaction, render.zone_form(settings))

    async def set_zone(self, interaction: discord.Interaction) -> None:
        """Set the time zone."""
        typed = modal_fields.read(cast(dict[str, Any], interaction.data)).get("zone")
        await self._change(interaction, zone=schedule_words.read_zone(str(typed or "")))

    async def export(self, interaction: discord.Interaction) -> None:
        """Hand out the cards for Anki."""
        await reply.defer(interaction)
        made = await self._export.write(interaction.user.id, self._now())
        file = discord.File(io.BytesIO(made.data), filename="quizbot-review.apkg")
        await reply.files(interaction, render_review.exported(made.size), [file])

    async def stop_reminders(self, interaction: discord.Interaction) -> None:
        """Switch the daily reminder off, from the reminder itself."""
        await self._wishes.change(interaction.user.id, interaction.guild_id, self._now(), hour=None)
        await reply.private(interaction, render_review.no_reminders())

    async def _change(self, interaction: discord.Interaction, **changes: Any) -> None:
        changed = await self._wishes.change(
            interaction.user.id, interaction.guild_id, self._now(), **changes
        )
        await reply.in_place(interaction, render.panel(changed, "Saved; it counts at once."))


def _chosen(interaction: discord.Interaction) -> str:
    values = cast(dict[str, Any], interaction.data).get("values") or [""]
    return str(values[0])


def _offered(wish: Any) -> Any:
    if wish is None:
        raise Refusal(_NOT_OFFERED)
    return wish
