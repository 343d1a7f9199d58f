"""The Discord client: intents, commands, presses, and the way errors take."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import sys
from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from quizbot import acts
from quizbot.services.registration import Registration
from quizbot.services.removals import Removals
from quizbot.services.shared_services import Now
from quizbot.services.welcome import Welcome
from quizbot.ui import failures
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.feature import Command, Feature
from quizbot.ui.gateway_yielding import yield_between_events
from quizbot.ui.moderator_news import ModeratorNews
from quizbot.ui.moderator_rights import FOR_MODERATORS, Rights
from quizbot.ui.rate_limit import RateLimit, rate_limited
from quizbot.ui.render import help as render
from quizbot.ui.router import Router

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # this bot never speaks
yield_between_events()

REPLIES_WITHIN = 10.0
"""So long the end waits for what people asked for; a reply that was put off takes a while."""


class CommandTree(app_commands.CommandTree["QuizBot"]):
    """The slash commands; an error in one goes into the funnel."""

    async def interaction_check(self, interaction: discord.Interaction[QuizBot], /) -> bool:
        """Let every command begin until the end; what it may do is checked where it does it."""
        acts.begin()
        return self.client.see_through()

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

    def install(self, features: Iterable[Feature], rights: Rights, news: ModeratorNews) -> None:
        """Take the commands and handlers of all features; before the start."""
        brought = list(features)
        for feature in brought:
            for command in feature.members.commands:
                self.tree.add_command(command)
            for command in feature.moderators.commands:
                rights.guard(command)
                self.tree.add_command(command)
        self.router = Router(brought, rights)
        self._news = news

    @property
    def is_connected(self) -> bool:
        """Whether the servers are known and the gateway is open just now."""
        gateway: discord.gateway.DiscordWebSocket | None = self.ws
        return self.is_ready() and gateway is not None and gateway.open

    async def setup_hook(self) -> None:
        """Tell Discord the slash commands if they are not those it was told last.

        Raises:
            SettingsError: the database is another application's.
        """
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        application_id = self.application_id or 0
        await self._registration.require_own(application_id)
        if await self._registration.is_current(application_id, fingerprint):
            return
        await self.tree.sync()
        await self._registration.remember(application_id, fingerprint)
        log.info("registered %s slash commands", len(payload))

    async def on_ready(self) -> None:
        """Note that the bot is connected, and in which servers it still is."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))
        await self._removals.compare({guild.id for guild in self.guilds}, self._now())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Bring presses, choices and forms to their handlers; commands go through the tree."""
        if self.see_through():
            acts.begin()
            if await self.router.dispatch(interaction):
                await self._news.after(interaction)

    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: Command
    ) -> None:
        """Tell a moderator, behind a command, what there is to hear."""
        whole = command.root_parent if isinstance(command, app_commands.Command) else None
        if FOR_MODERATORS in (whole or command).extras and self.see_through():
            await self._news.after(interaction)

    def see_through(self) -> bool:
        """Let the present task finish before the bot disconnects; False when it is too late."""
        task = asyncio.current_task()
        if task is not None and not self._ending:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return not self._ending

    async def close(self) -> None:
        """Disconnect once all that people asked for is answered, or has had its time.

        What takes longer is broken off first, so that nothing meets a closed connection.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REPLIES_WITHIN):
                while others := self._others():
                    await asyncio.wait(others)
        self._ending = True
        if late := self._others():
            log.warning("%s replies took too long and were broken off", len(late))
            for task in late:
                task.cancel()
            await asyncio.wait(late)
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


def _first_channel(guild: discord.Guild) -> discord.TextChannel | None:
    candidates = [*([guild.system_channel] if guild.system_channel else []), *guild.text_channels]
    for channel in candidates:
        granted = channel.permissions_for(guild.me)
        if granted.view_channel and granted.send_messages:
            return channel
    return None
