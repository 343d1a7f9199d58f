"""Connecting to Discord and staying there until a signal."""

from __future__ import annotations

import asyncio
import logging
import random
import signal

import discord

from quizbot.app import App, open_app
from quizbot.clock import ticking, utc_now
from quizbot.errors import SettingsError
from quizbot.health import serving
from quizbot.settings import Settings

log = logging.getLogger(__name__)

_NOT_ACCEPTED = (
    "Discord does not accept DISCORD_TOKEN. Make a new token on the Bot page of your application in the "
    "developer portal, put it into .env, and start again."
)


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT; what is in flight is finished.

    Raises:
        SettingsError: Discord does not accept the token.
    """
    rng = random.SystemRandom()
    async with (
        open_app(settings.questions, settings.database, rng=rng, now=utc_now) as app,
        serving(settings.health_port, lambda: app.client.is_ready() and not app.client.is_closed()),
    ):
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stopped.set)
        async with app.client, asyncio.TaskGroup() as group:
            connection = group.create_task(_connect(app, settings.token), name="discord")
            group.create_task(_tick_until(app, stopped, connection), name="clock")


async def _connect(app: App, token: str) -> None:
    try:
        await app.client.start(token)
    except discord.LoginFailure as error:
        raise SettingsError(_NOT_ACCEPTED) from error


async def _tick_until(app: App, stopped: asyncio.Event, connection: asyncio.Task[None]) -> None:
    """Tick from the moment the servers are known until the signal, then close the connection."""
    waiting = [
        asyncio.create_task(stopped.wait()),
        asyncio.create_task(app.client.wait_until_ready()),
    ]
    await asyncio.wait([*waiting, connection], return_when=asyncio.FIRST_COMPLETED)
    if not stopped.is_set() and not connection.done():
        async with ticking(app.daily.tick):
            await asyncio.wait([waiting[0], connection], return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    log.info("stopping")
    await app.daily.finish()
    await app.client.close()
