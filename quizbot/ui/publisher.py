"""The port to a channel, over discord.py."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from quizbot.domain.challenge import Challenge
from quizbot.domain.reveal import Reveal
from quizbot.errors import CannotPost, ChannelGone, MessageGone, Unreachable
from quizbot.services.question_topics import Topics
from quizbot.ui import bot_permissions, own_messages
from quizbot.ui.custom_ids import address
from quizbot.ui.discord_refusals import TROUBLE, UNKNOWN_CHANNEL, refused
from quizbot.ui.render import challenge as render_challenge
from quizbot.ui.render import reveal as render_reveal

log = logging.getLogger(__name__)

HAS_THREAD = 160004
"""Discord's code for a message that has a thread already."""


class ChannelPublisher:
    """Implements `services.publisher.Publisher`; only the chosen role is ever pinged."""

    def __init__(self, client: discord.Client, topics: Topics) -> None:
        self._client = client
        self._topics = topics

    async def post(self, challenge: Challenge) -> int:
        """Send the challenge, with a nonce that Discord refuses to send twice."""
        role_id = self._pinging(challenge).ping_role_id
        pings = discord.AllowedMentions.none()
        if role_id is not None:
            pings.roles = [discord.Object(role_id)]
        view = await self._view(challenge)
        with self._explained(challenge):
            message = await self._channel(challenge).send(
                view=view, nonce=challenge.post_nonce, allowed_mentions=pings
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
        return message.id

    async def find_reveal(self, challenge: Challenge) -> int | None:
        """Look for the message with the reveal's own button."""
        found = await self._find(challenge, challenge.reveal_at, address("result", challenge.id))
        return found.id if found else None

    async def stands(self, challenge: Challenge) -> bool:
        """Look for the challenge's message by its id."""
        if challenge.message_id is None:
            return False
        try:
            with self._explained(challenge):
                await self._channel(challenge).fetch_message(challenge.message_id)
        except MessageGone:
            return False
        return True

    async def refresh(self, challenge: Challenge) -> None:
        """Edit the challenge's message."""
        if challenge.message_id is None:
            return
        message = self._channel(challenge).get_partial_message(challenge.message_id)
        view = await self._view(challenge)
        with self._explained(challenge):
            await message.edit(view=view)

    async def open_thread(self, challenge: Challenge, message_id: int) -> None:
        """Open the discussion below the reveal."""
        message = self._channel(challenge).get_partial_message(message_id)
        if message.guild is None:
            raise Unreachable("Discord has not described this server yet. I try again by myself.")
        with self._explained(challenge):
            try:
                await message.create_thread(name=f"Question #{challenge.number}")
            except discord.HTTPException as error:
                if error.code != HAS_THREAD:
                    raise

    async def _find(
        self, challenge: Challenge, since: datetime, own_button: str
    ) -> discord.Message | None:
        if missing := self._missing(challenge):  # without its history a channel looks empty
            raise CannotPost(bot_permissions.cannot_post(f"<#{challenge.channel_id}>", missing))
        with self._explained(challenge):
            channel = self._channel(challenge)
            return await own_messages.find(self._client, channel, since, own_button)

    async def _view(self, challenge: Challenge) -> discord.ui.LayoutView:
        title = await self._topics.title(challenge.guild_id, challenge.question.topic)
        return render_challenge.message(self._pinging(challenge), title)

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
            if error.code == UNKNOWN_CHANNEL:
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
