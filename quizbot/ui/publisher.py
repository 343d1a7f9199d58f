"""The port to a channel, over discord.py."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge
from quizbot.domain.reveal import Reveal
from quizbot.errors import CannotPost, ChannelGone, MessageGone
from quizbot.ui import bot_permissions
from quizbot.ui.custom_ids import address
from quizbot.ui.discord_refusals import TROUBLE, refused
from quizbot.ui.render import challenge as render_challenge
from quizbot.ui.render import reveal as render_reveal

log = logging.getLogger(__name__)

LOOK_BACK_FURTHER = timedelta(days=1)
"""By so much this machine's clock and Discord's may differ; a clock can be set wrong by hours."""


class ChannelPublisher:
    """Implements `services.publisher.Publisher`; only the chosen role is ever pinged."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library

    async def post(self, challenge: Challenge) -> int:
        """Send the challenge, with a nonce that Discord refuses to send twice."""
        role_id = self._pinging(challenge).ping_role_id
        pings = discord.AllowedMentions.none()
        if role_id is not None:
            pings.roles = [discord.Object(role_id)]
        with self._explained(challenge):
            message = await self._channel(challenge).send(
                view=self._view(challenge), nonce=challenge.post_nonce, allowed_mentions=pings
            )
        return message.id

    async def find_post(self, challenge: Challenge) -> int | None:
        """Look for the message with the challenge's own button."""
        found = await self._find(challenge, challenge.claimed_at, address("mine", challenge.id))
        return found.id if found else None

    async def reveal(self, challenge: Challenge, reveal: Reveal) -> int:
        """Send the reveal as a reply to the challenge, or on its own where that was deleted."""
        with self._explained(challenge):
            message = await self._channel(challenge).send(
                view=render_reveal.message(challenge, reveal),
                nonce=challenge.reveal_nonce,
                **_reply_to(challenge),
            )
        if challenge.thread:
            await self._open_thread(message, challenge)
        return message.id

    async def find_reveal(self, challenge: Challenge) -> int | None:
        """Look for the message with the reveal's own button; a thread it lacks is opened."""
        found = await self._find(challenge, challenge.reveal_at, address("result", challenge.id))
        if found and challenge.thread and not found.flags.has_thread:
            await self._open_thread(found, challenge)
        return found.id if found else None

    async def refresh(self, challenge: Challenge) -> None:
        """Edit the challenge's message."""
        if challenge.message_id is None:
            return
        message = self._channel(challenge).get_partial_message(challenge.message_id)
        with self._explained(challenge):
            await message.edit(view=self._view(challenge))

    async def _find(
        self, challenge: Challenge, since: datetime, own_button: str
    ) -> discord.Message | None:
        if missing := self._missing(challenge):  # without its history a channel looks empty
            raise CannotPost(bot_permissions.cannot_post(f"<#{challenge.channel_id}>", missing))
        with self._explained(challenge):
            history = self._channel(challenge).history(
                limit=None, after=since - LOOK_BACK_FURTHER, oldest_first=False
            )
            async for message in history:
                own = self._client.user is not None and message.author.id == self._client.user.id
                if own and own_button in _custom_ids(message.components):
                    return message
        return None

    async def _open_thread(self, message: discord.Message, challenge: Challenge) -> None:
        """Open the discussion; the reveal stands without it."""
        try:
            await message.create_thread(name=f"Question #{challenge.number}")
        except (discord.HTTPException, ValueError, *TROUBLE) as error:
            log.warning("no thread for challenge %s: %s", challenge.id, error)

    def _view(self, challenge: Challenge) -> discord.ui.LayoutView:
        challenge = self._pinging(challenge)
        return render_challenge.message(challenge, self._library.title(challenge.question.topic))

    def _channel(self, challenge: Challenge) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(
            challenge.channel_id, guild_id=challenge.guild_id
        )

    @contextmanager
    def _explained(self, challenge: Challenge) -> Iterator[None]:
        """Turn Discord's refusals into sentences for a moderator."""
        mention = f"<#{challenge.channel_id}>"
        try:
            yield
        except discord.NotFound as error:
            if error.code == 10003:
                raise ChannelGone(
                    "The channel does not exist any more. Choose another one with /schedule edit."
                ) from error
            raise MessageGone(f"The message in {mention} does not exist any more.") from error
        except (discord.HTTPException, *TROUBLE) as error:
            question = challenge.question.id
            raise refused(
                error,
                mention,
                self._missing(challenge),
                f"Look at the question with /question preview `{question}`; /question edit or "
                "/question retire changes what is asked from now on. If it looks right, tell "
                "whoever runs this bot.",
            ) from error

    def _pinging(self, challenge: Challenge) -> Challenge:
        """Return the challenge without its role where that does not exist any more."""
        guild = self._client.get_guild(challenge.guild_id)
        role_id = challenge.ping_role_id
        if guild is None or role_id is None or guild.get_role(role_id) is not None:
            return challenge
        return replace(challenge, ping_role_id=None)

    def _missing(self, challenge: Challenge) -> list[str]:
        guild = self._client.get_guild(challenge.guild_id)
        channel = guild.get_channel(challenge.channel_id) if guild else None
        return bot_permissions.missing_permissions(channel) if channel else []


def _reply_to(challenge: Challenge) -> dict[str, Any]:
    """Return what makes a message a reply to the challenge's, which may be deleted by then."""
    if challenge.message_id is None:
        return {}
    reference = discord.MessageReference(
        message_id=challenge.message_id,
        channel_id=challenge.channel_id,
        guild_id=challenge.guild_id,
        fail_if_not_exists=False,
    )
    return {"reference": reference, "mention_author": False}


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    """Yield the address of every button of a message, however deep."""
    for component in components:
        custom_id = getattr(component, "custom_id", None)
        if custom_id:
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
