"""Answering an interaction: privately, in place of a message, or with a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
import discord

from quizbot.ui.render.layout import Layout

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has had its response."""


async def private(interaction: discord.Interaction, layout: Layout) -> None:
    """Show a message that only this person sees."""
    if interaction.response.is_done():
        await interaction.followup.send(view=layout, ephemeral=True)
    else:
        await _surely(lambda: interaction.response.send_message(view=layout, ephemeral=True))


async def public(interaction: discord.Interaction, layout: Layout) -> None:
    """Show a message that everybody in the channel sees."""
    await _surely(lambda: interaction.response.send_message(view=layout))


async def in_place(interaction: discord.Interaction, layout: Layout) -> None:
    """Change the private message whose button was pressed.

    A public one is left as it is and answered privately.
    """
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await _surely(lambda: interaction.response.edit_message(view=layout))
    else:
        await private(interaction, layout)


async def _surely(respond: Callable[[], Awaitable[object]]) -> None:
    """Respond, and retry once if the connection broke; Discord may have had the first one."""
    try:
        await respond()
    except (aiohttp.ClientError, OSError):
        try:
            await respond()
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise


async def form(interaction: discord.Interaction, modal: discord.ui.Modal) -> None:
    """Open a form; it is stopped, since `ui.router` receives what is handed in."""
    modal.stop()
    await interaction.response.send_modal(modal)
