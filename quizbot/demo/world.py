"""A server with three members and a moderator on SimCord's preview, and its passing time."""

from __future__ import annotations

import asyncio
import logging
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import simcord

from quizbot.app import App, open_app
from quizbot.clock import utc_now
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan
from quizbot.errors import SettingsError

log = logging.getLogger(__name__)

MEMBERS = ("ana", "bo", "chen")
MODERATOR = "mo"
ACT_WITHIN = 60.0
"""Seconds that a press may take; the first reveal prepares the bank for grading."""
SECONDS_BETWEEN_LOOKS = 30
"""The page's relative times are renewed this often, and at once when something happens."""


class World:
    """The demo's server; `live` lets its time pass."""

    def __init__(self, app: App, env: simcord.Env, preview: Any) -> None:
        self._app = app
        self._env = env
        self._preview = preview
        self._stale = True
        self._looked_at = utc_now()

    @property
    def url(self) -> str:
        """The page's address, good only for this run."""
        return str(self._preview.url)

    async def live(self, stopped: asyncio.Event) -> None:
        """Do what is due every second until ``stopped`` or the page ends the session."""
        closed = asyncio.create_task(self._preview.wait_closed())
        try:
            while not stopped.is_set() and not closed.done():
                await self._do_what_is_due()
                waiting = asyncio.create_task(stopped.wait())
                await asyncio.wait(
                    [closed, waiting], timeout=1, return_when=asyncio.FIRST_COMPLETED
                )
                waiting.cancel()
        finally:
            closed.cancel()

    async def _do_what_is_due(self) -> None:
        """Tick, and bring the page up to date where that did something or its times have aged.

        What somebody presses shows by itself, and a page that changes under a press refuses it; so
        the page is brought up to date as rarely as can be.
        """
        before = len(self._env.backend.transcript)
        await self._app.shared.daily.tick(utc_now())
        self._stale |= len(self._env.backend.transcript) != before
        aged = utc_now() - self._looked_at > timedelta(seconds=SECONDS_BETWEEN_LOOKS)
        if self._stale or aged:
            await self._show()

    async def _show(self) -> None:
        try:
            await self._env.advance_time(max(0.0, (utc_now() - self._env.now()).total_seconds()))
            await self._preview.refresh()
        except simcord.SetupError as error:
            log.debug("a press is being handled, the next look shows it: %s", error)
            return
        self._stale = False
        self._looked_at = utc_now()


@asynccontextmanager
async def open_world(
    questions: Path, port: int, reveal_after: timedelta, *, empty: bool = False
) -> AsyncIterator[World]:
    """Open the bot on a temporary database, a server with its people, a question, and the page.

    An ``empty`` server has had nothing of the bot but its first message.

    Raises:
        SettingsError: the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="quizbot-demo-") as folder:
        file = Path(folder) / "demo.sqlite"
        async with (
            open_app(questions, file, rng=random.SystemRandom(), guild_ready_timeout=0.0) as app,
            simcord.run(app.client, check_errors=False, settle_timeout=ACT_WITHIN) as env,
        ):
            await env.advance_time((utc_now() - env.now()).total_seconds())
            if app.client.user is not None:
                await app.client.user.edit(username="Quizbot")
            channel, people = _populate(env)
            await env.settle()
            if empty:
                await _join(app, env, channel)
            else:
                await _ask(app, channel, people[-1], reveal_after)
            try:
                preview = await _enter(env, channel, people, port)
            except simcord.SetupError as error:
                raise SettingsError(f"Port {port} is taken; choose another with --port.") from error
            try:
                yield World(app, env, preview)
            finally:
                await preview.close()


def _populate(env: simcord.Env) -> tuple[Any, list[Any]]:
    """Make the server; returns the quiz channel and the people, the moderator last."""
    guild = env.create_guild("Study group")
    channel = guild.create_text_channel("quiz")
    guild.create_text_channel("general")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    people = [guild.add_member(env.create_user(name)) for name in MEMBERS]
    people.append(guild.add_member(env.create_user(MODERATOR), roles=[moderators]))
    return channel, people


async def _join(app: App, env: simcord.Env, channel: Any) -> None:
    """Let the bot find itself in the server for the first time."""
    guild = app.client.get_guild(channel.guild.id)
    if guild is not None:
        await app.client.on_guild_join(guild)
    await env.settle()


async def _ask(app: App, channel: Any, moderator: Any, reveal_after: timedelta) -> None:
    """Set up a daily question with a short wait for its model answer, and post the first one."""
    now = utc_now()
    guild_id = channel.guild.id
    plan = Plan(
        channel.id, now.time().replace(second=0, microsecond=0), "UTC", reveal_after=reveal_after
    )
    schedule = await app.shared.schedules.set_up(Guild(guild_id), plan, moderator.id, now)
    await app.shared.daily.post_now(guild_id, schedule.id, moderator.id, now)


async def _enter(env: simcord.Env, channel: Any, people: list[Any], port: int) -> Any:
    preview = env.preview(channel, viewers=people, layout="channel", port=port)
    return await preview.__aenter__()
