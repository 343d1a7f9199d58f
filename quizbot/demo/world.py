"""A server with three members and a moderator on SimCord's preview, and its passing time."""

from __future__ import annotations

import asyncio
import logging
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import simcord

from quizbot.app import App, open_app
from quizbot.clock import utc_now
from quizbot.demo import history, opening, refusal_badges
from quizbot.demo.history import History
from quizbot.demo.patient_env import simulated
from quizbot.domain.guild import Guild
from quizbot.domain.schedule import Plan
from quizbot.errors import SettingsError

log = logging.getLogger(__name__)

MEMBERS = ("ana", "bo", "chen")
MODERATOR = "mo"
FORMER = ("dee", "李娜", "محمد", "Zoë 🚀")
"""Those who are there besides in a server with a past."""
ACT_WITHIN = 300.0
"""Seconds that a press may take; the first reveal prepares the bank for grading."""
BETWEEN_LOOKS = timedelta(seconds=60)
"""The page's relative times are renewed this often, and soon when something happens."""
QUIET = timedelta(seconds=2)
"""The page is left alone for so long after a press, as the next one may follow."""
PATIENCE = timedelta(seconds=10)
"""By then it is brought up to date though somebody presses on and on."""


def must_show(
    now: datetime, looked_at: datetime, pressed_at: datetime, stale_since: datetime | None
) -> bool:
    """Tell whether the page is to be brought up to date now."""
    quiet = now - pressed_at >= QUIET
    if stale_since is None:
        return quiet and now - looked_at >= BETWEEN_LOOKS
    return quiet or now - stale_since >= PATIENCE


class World:
    """The demo's server; `live` lets its time pass."""

    def __init__(self, app: App, env: simcord.Env, preview: Any) -> None:
        self._app = app
        self._env = env
        self._preview = preview
        self._looked_at = self._pressed_at = utc_now()
        self._stale_since: datetime | None = self._looked_at
        self._happened = 0

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

        What somebody presses shows by itself, and a page that changes under a press refuses it with
        a badge; so the page is brought up to date as rarely as can be, and not between two presses.
        """
        now = utc_now()
        before = len(self._env.backend.transcript)
        if before != self._happened:
            self._pressed_at = now
        await self._app.shared.daily.tick(now)
        if len(self._env.backend.transcript) != before:
            self._stale_since = self._stale_since or now
        if must_show(now, self._looked_at, self._pressed_at, self._stale_since):
            await self._show()
        self._happened = len(self._env.backend.transcript)

    async def _show(self) -> None:
        try:
            await self._env.advance_time(max(0.0, (utc_now() - self._env.now()).total_seconds()))
            await self._preview.refresh()
        except simcord.SetupError as error:
            log.debug("a press is being handled, the next look shows it: %s", error)
            return
        self._stale_since = None
        self._looked_at = utc_now()


@asynccontextmanager
async def open_world(
    questions: Path,
    port: int,
    reveal_after: timedelta,
    *,
    empty: bool = False,
    with_history: bool = False,
) -> AsyncIterator[World]:
    """Open the bot on a temporary database, a server with its people, a question, and the page.

    An ``empty`` server has had nothing of the bot but its first message; one ``with_history`` has
    four weeks behind it.

    Raises:
        SettingsError: the port is taken, or the bank has no marked answers to make a past of.
    """
    with tempfile.TemporaryDirectory(prefix="quizbot-demo-") as folder:
        file = Path(folder) / "demo.sqlite"
        async with (
            open_app(questions, file, rng=random.SystemRandom(), guild_ready_timeout=0.0) as app,
            simulated(app.client, ACT_WITHIN) as env,
        ):
            await env.advance_time((utc_now() - env.now()).total_seconds())
            if app.client.user is not None:
                await app.client.user.edit(username="Quizbot")
            refusal_badges.are_replies(app.client)
            channel, people = _populate(env)
            await env.settle()
            if empty:
                await _join(app, env, channel)
            else:
                now = utc_now()
                plan = _plan(channel, now, reveal_after)
                if with_history:
                    await _look_back(app, env, questions, channel, people, now)
                    plan = history.plan(channel.id, now, reveal_after)
                await _ask(app, people[-1], channel.guild.id, plan, now)
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


def _plan(channel: Any, now: datetime, reveal_after: timedelta) -> Plan:
    at = now.time().replace(second=0, microsecond=0)
    return Plan(channel.id, at, "UTC", reveal_after=reveal_after)


async def _look_back(
    app: App, env: simcord.Env, questions: Path, channel: Any, people: list[Any], now: datetime
) -> None:
    """Let the server have four weeks behind it, with more members than the page shows."""
    *present, moderator = people
    others = [channel.guild.add_member(env.create_user(name)) for name in FORMER]
    past = History(app.shared, questions, channel.guild.id, moderator.id)
    names = [*MEMBERS, *FORMER]
    named = [(one.id, name) for one, name in zip([*present, *others], names, strict=True)]
    await past.live(history.members(named), channel.id, now)


async def _ask(app: App, moderator: Any, guild_id: int, plan: Plan, now: datetime) -> None:
    """Say what to try, set up a daily question with a short wait, and post the first one."""
    schedule = await app.shared.schedules.set_up(Guild(guild_id), plan, moderator.id, now)
    question = opening.first_question(app.shared.library, random.SystemRandom())
    if question is not None:
        await app.shared.queue.add(guild_id, question, moderator.id, now)
    told = opening.what_to_try(MEMBERS[0], MODERATOR, now, plan.reveal_after)
    await app.client.get_partial_messageable(plan.channel_id).send(view=told)
    await app.shared.daily.post_now(guild_id, schedule.id, moderator.id, now)


async def _enter(env: simcord.Env, channel: Any, people: list[Any], port: int) -> Any:
    preview = env.preview(channel, viewers=people, layout="channel", port=port)
    return await preview.__aenter__()
