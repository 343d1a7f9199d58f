"""The one funnel: an error becomes a private sentence, and nobody sees "interaction failed"."""

from __future__ import annotations

import logging

import discord
from discord import app_commands

from quizbot import acts
from quizbot.errors import AlreadyHandled, QuizError, StorageError, reference
from quizbot.ui import reply, written
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.moderator_rights import CommandRefused
from quizbot.ui.render import written as render
from quizbot.ui.reply import ALREADY_ACKNOWLEDGED

log = logging.getLogger(__name__)

_WRAPPED = (app_commands.CommandInvokeError, CommandRefused)
_UNKNOWN_INTERACTION = {10015, 10062}
"""Discord's codes for one that was not answered in time; the first is that of what follows."""
_SAVED_BEFORE = (
    "Something went wrong on my side after this was saved. "
    "Look how it stands before you do it again."
)
_NOT_HEARD = "This is saved, but my reply did not get through. Look before you do it again."


async def explain(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the person what went wrong and what to do.

    What nobody foresaw is logged with a reference. Once something of the act is on disk, nothing
    says that it was not done; before that, what the person has written is given back.
    """
    cause = cause_of(error)
    if _nobody_is_there(cause):
        log.warning(
            "an interaction in guild %s expired before it was answered", interaction.guild_id
        )
        return
    if _somebody_else_was_first(cause):
        log.warning(
            "interaction %s was answered already; if another process of the bot runs with this "
            "token or this database, stop it",
            interaction.id,
        )
        return
    sentence = _sentence(cause, interaction)
    try:
        await reply.sentence(interaction, sentence)
        if not acts.saved() and (lost := written.of(interaction)):
            await reply.private(interaction, render.given_back(lost))
    except (discord.HTTPException, *TROUBLE) as failure:
        log.warning("a reply in guild %s could not be sent: %s", interaction.guild_id, failure)


def cause_of(error: BaseException) -> BaseException:
    """Return the error without what discord.py and the tree wrap around it."""
    return error.original if isinstance(error, _WRAPPED) else error


def _sentence(cause: BaseException, interaction: discord.Interaction) -> str:
    if isinstance(cause, StorageError):
        log.error("storage: %s", cause)
        return _SAVED_BEFORE if acts.saved() else str(cause)
    if isinstance(cause, QuizError):
        return str(cause)
    if isinstance(cause, app_commands.NoPrivateMessage):
        return "This works in a server, not in private messages."
    if isinstance(cause, app_commands.TransformerError):
        return (
            f'"{str(cause.value)[:60]}" cannot be used there. '
            "Choose from the list that opens while you type."
        )
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return "This command has changed. Restart Discord, or try again in a few minutes."
    name = reference()
    log.error("reference %s, guild %s", name, interaction.guild_id, exc_info=cause)
    if not acts.saved():
        what = "Something went wrong on my side, so this was not done. Try again in a minute."
    elif isinstance(cause, (discord.HTTPException, *TROUBLE)):
        what = _NOT_HEARD
    else:
        what = _SAVED_BEFORE
    return f"{what} Reference {name}."


def _nobody_is_there(cause: BaseException) -> bool:
    """Tell whether Discord does not know the interaction, so that no reply reaches anybody."""
    return isinstance(cause, discord.NotFound) and cause.code in _UNKNOWN_INTERACTION


def _somebody_else_was_first(cause: BaseException) -> bool:
    """Tell whether another process with this token has done it (and says so), or has replied."""
    acknowledged = isinstance(cause, discord.HTTPException) and cause.code == ALREADY_ACKNOWLEDGED
    return acknowledged or isinstance(cause, AlreadyHandled)
