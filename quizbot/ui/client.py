"""The Discord client: intents, commands, presses, and the way errors take."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import discord
from discord import app_commands

from quizbot import acts
from quizbot.services import interactions
from quizbot.services.registration import Registration
from quizbot.services.removals import Removals
from quizbot.services.shared_services import Now
from quizbot.services.welcome import Welcome
from quizbot.ui import failures, registering
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.feature import Command, Feature
from quizbot.ui.gateway_log import keep_to_lines
from quizbot.ui.gateway_yielding import yield_between_events
from quizbot.ui.moderator_news import ModeratorNews
from quizbot.ui.moderator_rights import FOR_MODERATORS, Rights
from quizbot.ui.rate_limit import RateLimit, rate_limited
from quizbot.ui.render import help as render
from quizbot.ui.router import Router

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # this bot never speaks
yield_between_events()
keep_to_lines()

LONGEST_LIMIT = 30.0
"""A request that Discord puts off for longer (seconds) ends; it is made anew later."""
BETWEEN_TRIES = 60.0
"""So many seconds at most are between two tries to reach the gateway for the first time."""
REPLIES_WITHIN = 10.0
"""So long the end waits for what people asked for; a reply that was put off takes a while."""


class CommandTree(app_commands.CommandTree["QuizBot"]):
    """The slash commands; an error in one goes into the funnel."""

    async def interaction_check(self, interaction: discord.Interaction[QuizBot], /) -> bool:
        """Let every command begin until the end; what it may do is checked where it does it."""
        return self.client.begin(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Explain an error in a command to the person who gave it."""
        await failures.explain(interaction, error)


class QuizBot(discord.Client):
    """The bot.

    It needs no privileged intent: only servers, their channels and roles, and interactions.
    """

    def __init__(
        self,
        registration: Registration,
        welcome: Welcome,
        removals: Removals,
        now: Now,
        **options: Any,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            http_trace=rate_limited(RateLimit()),
            max_ratelimit_timeout=LONGEST_LIMIT,
            **options,
        )
        self.tree = CommandTree(self)
        self._registration = registration
        self._welcome = welcome
        self._removals = removals
        self._now = now
        self.router: Router
        self._news: ModeratorNews
        self._under_way: set[asyncio.Task[Any]] = set()
        self._ending = False
        self._registering: asyncio.Task[None] | None = None

    def install(self, features: Iterable[Feature], rights: Rights, news: ModeratorNews) -> None:
        """Take the commands and handlers of all features; before the start."""
        brought = list(features)
        for feature in brought:
            for command in feature.members.commands:
                self.tree.add_command(command)
            for command in feature.moderators.commands:
                rights.guard(command)
                if command.parent is None:  # else its group is there, with what members may do
                    self.tree.add_command(command)
        self.router = Router(brought, rights)
        self._news = news

    @property
    def is_connected(self) -> bool:
        """Whether the servers are known and the gateway is open just now."""
        gateway: discord.gateway.DiscordWebSocket | None = self.ws
        return self.is_ready() and gateway is not None and gateway.open

    async def setup_hook(self) -> None:
        """Begin to tell Discord the slash commands if they are not those it was told last.

        Raises:
            SettingsError: the database is another application's.
        """
        application_id = self.application_id or 0
        await self._registration.require_own(application_id)
        self._registering = asyncio.create_task(
            registering.until_registered(self.tree, self._registration, application_id),
            name="registration",
        )
        self._registering.add_done_callback(_hear)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect, and go on trying where the gateway is down at first.

        The library by itself connects again only once a connection has stood; before that it looks
        for the old one's session and fails with an AttributeError.
        """
        wait = 1.0
        while not self.is_closed():
            try:
                await super().connect(reconnect=reconnect)
            except AttributeError as error:
                cause = error.__context__
                gateway: discord.gateway.DiscordWebSocket | None = self.ws
                if gateway is not None or cause is None:
                    raise
                log.warning(
                    "the gateway cannot be reached (%s); trying again in %.0f s",
                    type(cause).__name__,
                    wait,
                )
                await asyncio.sleep(wait)
                wait = min(2 * wait, BETWEEN_TRIES)

    async def _run_event(
        self,
        coro: Callable[..., Coroutine[Any, Any, Any]],
        event_name: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Let the handler of an event finish before the end, or not begin at all after it.

        Every event comes this way, so no handler meets a closed database.
        """
        if self.see_through():
            await super()._run_event(coro, event_name, *args, **kwargs)

    async def on_ready(self) -> None:
        """Note that the bot is connected, and in which servers it still is."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))
        await self._removals.compare({guild.id for guild in self.guilds}, self._now())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Bring presses, choices and forms to their handlers; commands go through the tree."""
        if self.begin(interaction) and await self.router.dispatch(interaction):
            await self._news.after(interaction)

    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: Command
    ) -> None:
        """Tell a moderator, behind a command, what there is to hear."""
        whole = command.root_parent if isinstance(command, app_commands.Command) else None
        guarded = any(FOR_MODERATORS in one.extras for one in (command, whole) if one is not None)
        if guarded:
            await self._news.after(interaction)

    def begin(self, interaction: discord.Interaction[Any]) -> bool:
        """Let the present task handle an interaction, once; False when it is too late."""
        acts.begin()
        interactions.begin(interaction.id)
        return self.see_through()

    def see_through(self) -> bool:
        """Let the present task finish before the bot disconnects; False when it is too late."""
        task = asyncio.current_task()
        if task is not None and not self._ending:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return not self._ending

    async def close(self) -> None:
        """Disconnect once all that people or events asked for is done, or has had its time.

        What takes longer is broken off first, so that nothing meets a closed connection.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REPLIES_WITHIN):
                while others := self._others():
                    await asyncio.wait(others)
        self._ending = True
        if late := self._others():
            log.warning("%s replies or events took too long and were broken off", len(late))
            for task in late:
                task.cancel()
            await asyncio.wait(late)
        if self._registering is not None:
            self._registering.cancel()
            await asyncio.wait([self._registering])
        await super().close()

    def _others(self) -> set[asyncio.Task[Any]]:
        return self._under_way - {asyncio.current_task()}

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say in the first channel that can be written to what to do."""
        await self._removals.join(guild.id, self._now())
        channel = _first_channel(guild)
        if channel is not None and await self._welcome.is_due(guild.id, self._now()):
            try:
                await channel.send(view=render.welcome())
            except (discord.HTTPException, *TROUBLE) as error:
                log.info("guild %s could not be welcomed: %s", guild.id, error)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that a server removed the bot."""
        await self._removals.leave(guild.id, self._now())

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Explain an error behind a press to the person who pressed; log any other."""
        error = sys.exc_info()[1]
        if event_method == "on_interaction" and error is not None:
            await failures.explain(args[0], error)
        else:
            log.error("event %s failed", event_method, exc_info=error)


def _hear(registering: asyncio.Task[None]) -> None:
    if not registering.cancelled() and (error := registering.exception()):
        log.error("the slash commands cannot be registered", exc_info=error)


def _first_channel(guild: discord.Guild) -> discord.TextChannel | None:
    candidates = [*([guild.system_channel] if guild.system_channel else []), *guild.text_channels]
    for channel in candidates:
        granted = channel.permissions_for(guild.me)
        if granted.view_channel and granted.send_messages:
            return channel
    return None
