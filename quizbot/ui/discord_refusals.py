"""What Discord refuses, as a sentence for a moderator."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import discord

from quizbot.errors import CannotPost, Unreachable
from quizbot.ui.bot_permissions import cannot_post
from quizbot.ui.render.texts import harmless, shorten

TROUBLE = (
    discord.DiscordServerError,
    discord.RateLimited,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
)
"""What passes by itself."""
PASSING = {401, 408, 429}
"""Statuses that are no verdict on the message; a token that is not valid any more ends the bot."""
UNKNOWN_CHANNEL = 10003
"""Discord's code for a channel that does not exist any more."""
MAX_REFUSAL = 120
"""Characters of Discord's own words that are passed on."""


def _after(error: Exception) -> timedelta | None:
    """Return when Discord wants to be asked again."""
    return timedelta(seconds=error.retry_after) if isinstance(error, discord.RateLimited) else None


def refused(error: Exception, mention: str, missing: list[str], about: str) -> CannotPost:
    """Return what to tell about an error of Discord's, or of the way there.

    ``about`` says what to do where Discord does not take the message as it is.
    """
    if isinstance(error, TROUBLE) or getattr(error, "status", 0) in PASSING:
        return Unreachable(
            "Discord does not answer just now. I try again by myself.", _after(error)
        )
    if isinstance(error, discord.Forbidden) or not isinstance(error, discord.HTTPException):
        return CannotPost(cannot_post(mention, missing))
    words = shorten(harmless(error.text), MAX_REFUSAL) or "no reason given"
    return CannotPost(
        f"Discord does not take this message in {mention} (error {error.code}: {words}). {about}"
    )
