"""Answering an interaction: privately, in place of a message, or with a form.

Discord takes the first response to an interaction within three seconds, and only one. What breaks
on its way is sent again within that time; that Discord "has had a response" then means that the
earlier one got through. What was put off (`defer`) is answered by editing the message that Discord
shows meanwhile, which does no harm when it is done twice.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum, auto
from typing import cast

import aiohttp
import discord

from quizbot.ui.discord_refusals import PASSING, TROUBLE
from quizbot.ui.render.layout import Layout

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has had its response."""
RESPONSE_WITHIN, RESPONSE_TRY = 2.8, 1.3
"""Seconds in which the first response is tried, and that one try of it may take."""
ANSWER_WITHIN, ANSWER_TRY = 60.0, 15.0
"""The same of what follows it; Discord takes that for a quarter of an hour."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 8.0
"""Seconds between two tries, twice as long each time."""

Send = Callable[[], Awaitable[object]]


class Stage(Enum):
    """How far the answering of an interaction is."""

    FRESH = auto()
    TRIED = auto()
    """A response was sent; it is not known whether Discord has it."""
    PUTTING_OFF = auto()
    """It was asked for time; it is not known whether Discord has that."""
    PUTTING_OFF_A_CHANGE = auto()
    """The same of the message whose button was pressed; nothing shows that it was asked."""
    PUT_OFF = auto()
    ANSWERED = auto()


_STAGE = "stage of the reply"


async def private(interaction: discord.Interaction, layout: Layout) -> None:
    """Show a message that only this person sees."""
    match _stage(interaction):
        case Stage.PUT_OFF:
            await _fill(interaction, lambda: interaction.edit_original_response(view=layout))
        case Stage.ANSWERED:
            await _once(lambda: interaction.followup.send(view=layout, ephemeral=True))
        case _:
            await _respond(
                interaction,
                lambda: interaction.response.send_message(view=layout, ephemeral=True),
            )


async def public(interaction: discord.Interaction, layout: Layout) -> None:
    """Show a message that everybody in the channel sees."""
    await _respond(interaction, lambda: interaction.response.send_message(view=layout))


async def in_place(interaction: discord.Interaction, layout: Layout) -> None:
    """Change the private message whose button was pressed.

    A public one is left as it is and answered privately.
    """
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await _respond(interaction, lambda: interaction.response.edit_message(view=layout))
    else:
        await private(interaction, layout)


async def form(interaction: discord.Interaction, modal: discord.ui.Modal) -> None:
    """Open a form; it is stopped, since `ui.router` receives what is handed in."""
    modal.stop()
    await _respond(interaction, lambda: interaction.response.send_modal(modal))


async def sentence(interaction: discord.Interaction, words: str) -> None:
    """Say something in private, however far the answering is.

    Where an earlier response turns out to have got through, that one stands.
    """
    match _stage(interaction):
        case Stage.PUT_OFF:
            await _fill(interaction, lambda: interaction.edit_original_response(content=words))
        case Stage.ANSWERED:
            await _once(lambda: interaction.followup.send(words, ephemeral=True))
        case Stage.PUTTING_OFF:
            if not await _respond_if_fresh(interaction, words):
                await _fill(interaction, lambda: interaction.edit_original_response(content=words))
        case Stage.PUTTING_OFF_A_CHANGE:
            if not await _respond_if_fresh(interaction, words):
                await _once(lambda: interaction.followup.send(words, ephemeral=True))
        case _:
            await _respond(
                interaction, lambda: interaction.response.send_message(words, ephemeral=True)
            )


async def defer(interaction: discord.Interaction) -> None:
    """Ask for time; what is shown next in private takes the place of "thinking ..."."""
    _set(interaction, Stage.PUTTING_OFF)
    await _insist(
        lambda: interaction.response.defer(ephemeral=True, thinking=True),
        RESPONSE_WITHIN,
        RESPONSE_TRY,
    )
    _set(interaction, Stage.PUT_OFF)


async def defer_change(interaction: discord.Interaction) -> None:
    """Ask for time to `change` the message whose button was pressed."""
    _set(interaction, Stage.PUTTING_OFF_A_CHANGE)
    await _respond(interaction, interaction.response.defer)


async def pictured(
    interaction: discord.Interaction, layout: Layout, pictures: Mapping[str, bytes]
) -> None:
    """Show a message with the PNGs by whose names it asks for them, after `defer`."""
    await _fill(
        interaction,
        lambda: interaction.edit_original_response(
            view=layout,
            attachments=[discord.File(io.BytesIO(png), name) for name, png in pictures.items()],
        ),
    )


async def change(interaction: discord.Interaction, layout: Layout) -> None:
    """Change the message whose change was put off, or show how far it is."""
    await _fill(interaction, lambda: interaction.edit_original_response(view=layout))


async def progress(interaction: discord.Interaction, layout: Layout) -> None:
    """Show how far something is, where Discord takes it at once; nothing depends on it."""
    try:
        async with asyncio.timeout(RESPONSE_TRY):
            await interaction.edit_original_response(view=layout)
    except (discord.HTTPException, *TROUBLE):
        return


async def files(
    interaction: discord.Interaction, words: str, attached: Sequence[discord.File]
) -> None:
    """Hand out files in private, after `defer`."""
    await interaction.followup.send(words, files=attached, ephemeral=True)
    _set(interaction, Stage.ANSWERED)


def _stage(interaction: discord.Interaction) -> Stage:
    return cast(Stage, interaction.extras.get(_STAGE, Stage.FRESH))


def _set(interaction: discord.Interaction, stage: Stage) -> None:
    interaction.extras[_STAGE] = stage


async def _respond(interaction: discord.Interaction, send: Send) -> bool:
    """Send the first response; False where Discord has had one before."""
    if _stage(interaction) is Stage.FRESH:
        _set(interaction, Stage.TRIED)
    new = await _insist(send, RESPONSE_WITHIN, RESPONSE_TRY)
    _set(interaction, Stage.ANSWERED)
    return new


async def _respond_if_fresh(interaction: discord.Interaction, words: str) -> bool:
    """Send a first response; False where Discord has had one, or does not say."""
    try:
        return await _respond(
            interaction, lambda: interaction.response.send_message(words, ephemeral=True)
        )
    except TROUBLE:
        return False


async def _fill(interaction: discord.Interaction, send: Send) -> None:
    await _insist(send, ANSWER_WITHIN, ANSWER_TRY)
    _set(interaction, Stage.ANSWERED)


async def _once(send: Send) -> None:
    """Send what would be shown twice if it were sent twice."""
    async with asyncio.timeout(ANSWER_TRY):
        await send()


async def _insist(send: Send, seconds: float, one_try: float) -> bool:
    """Send until Discord has taken it, so many ``seconds``; False where it has had one before.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: what broke the last try.
    """
    clock = asyncio.get_running_loop().time
    end, pause = clock() + seconds, _FIRST_PAUSE
    while True:
        try:
            async with asyncio.timeout(min(one_try, end - clock())):
                await send()
            return True
        except discord.InteractionResponded:  # a try that was given up had got through
            return False
        except discord.HTTPException as error:
            if error.code == ALREADY_ACKNOWLEDGED:
                return False
            if clock() + pause >= end or not (error.status >= 500 or error.status in PASSING):
                raise
        except (aiohttp.ClientError, OSError):
            if clock() + pause >= end:
                raise
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
