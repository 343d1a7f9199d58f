"""Telling Discord the slash commands, beside all else and for as long as it takes.

Those it was told last work meanwhile.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from quizbot.errors import StorageError
from quizbot.services.registration import Registration
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.render.texts import shorten

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 600.0
"""Seconds between two tries; each wait is twice the one before."""


async def until_registered(
    tree: app_commands.CommandTree[Any], registration: Registration, application_id: int
) -> None:
    """Register the commands of a tree unless Discord was told exactly these last."""
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    if await registration.is_current(application_id, fingerprint):
        return
    wait = FIRST_WAIT
    while True:
        try:
            await tree.sync()
            await registration.remember(application_id, fingerprint)
        except (discord.HTTPException, StorageError, *TROUBLE) as error:
            told = shorten(" ".join(str(error).split()), 300) or type(error).__name__
            log.warning(
                "the slash commands are not registered (%s); trying again in %.0f s", told, wait
            )
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)
        else:
            log.info("registered %s slash commands", len(payload))
            return
