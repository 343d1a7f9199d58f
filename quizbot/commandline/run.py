"""Connecting to Discord and staying there until a signal."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import random
from typing import Any

import aiohttp
import discord

from quizbot.app import App, open_app
from quizbot.clock import ticking, utc_now
from quizbot.commandline import signals
from quizbot.commandline.health import serving
from quizbot.errors import SettingsError, Unreachable
from quizbot.settings import Settings

log = logging.getLogger(__name__)

_NOT_ACCEPTED = (
    "Discord does not accept DISCORD_TOKEN. Make a new token on the Bot page of your application "
    "in the developer portal, put it into .env, and start again."
)
_REFUSED = (
    "Discord refuses the login with status {status}, which is no word about the token. Look for a "
    "message on your application's page in the developer portal; if there is none, this machine's "
    "address may be blocked for a while: wait an hour, or try from another network, and start "
    "again."
)
_NOT_REACHED = "Discord cannot be reached. Check this machine's connection and start again."
_TOO_MANY = 429
"""The status of a limit; the client waits for a short one by itself."""
_TOKEN_UNKNOWN = 4004
"""The gateway's close code for a token that was made anew."""


async def run(settings: Settings, *, new_application: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT; what is in flight is finished.

    A ``new_application`` takes over the database that another one has used.

    Raises:
        AlreadyRunning: another process has the database or the token.
        SettingsError: Discord does not accept the token, or it is another application's.
        Unreachable: Discord does not answer the login, or refuses it; later it is tried again for
            ever.
    """
    rng = random.Random()  # noqa: S311  which question comes next is no secret
    async with (
        open_app(
            settings.questions, settings.database, rng=rng, now=utc_now, token=settings.token
        ) as app,
        serving(settings.health_port, lambda: app.client.is_connected),
        app.client,
    ):
        if new_application:
            await app.registration.take_over()
        stopped = asyncio.Event()
        signals.set_at_the_end(stopped)
        connection = asyncio.create_task(app.client.start(settings.token), name="discord")
        connection.add_done_callback(lambda _: stopped.set())
        await _serve(app, stopped)
        connection.cancel()  # it may be waiting to connect again, for minutes
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await connection
        except discord.LoginFailure as error:
            raise SettingsError(_NOT_ACCEPTED) from error
        except discord.ConnectionClosed as error:
            if error.code != _TOKEN_UNKNOWN:
                raise
            raise SettingsError(_NOT_ACCEPTED) from error
        except (aiohttp.ClientConnectionError, discord.DiscordServerError, TimeoutError) as error:
            raise Unreachable(_NOT_REACHED) from error
        except discord.HTTPException as error:  # the login's; what comes later is tried again
            raise Unreachable(_REFUSED.format(status=error.status)) from error
        except discord.RateLimited as error:
            raise Unreachable(_REFUSED.format(status=_TOO_MANY)) from error


async def _serve(app: App, stopped: asyncio.Event) -> None:
    """Tick from the moment the servers are known until ``stopped``, then close the connection."""
    waiting: list[asyncio.Task[Any]] = [
        asyncio.create_task(stopped.wait()),
        asyncio.create_task(app.client.wait_until_ready()),
    ]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    if not stopped.is_set():
        _settle_memory()
        async with ticking(app.begin, app.finish, utc_now):
            await stopped.wait()
            log.info("stopping")
    for task in waiting:
        task.cancel()
    await app.client.close()


def _settle_memory() -> None:
    """Let the collector leave alone what stays for good: the bank, the grader, all servers.

    Looking through it again and again holds a bot in thousands of servers up for a quarter of a
    second each time; so does looking through it once more before.
    """
    gc.freeze()
