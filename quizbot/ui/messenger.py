"""The port of notices, over discord.py."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import discord

from quizbot.domain.notice import Notice, NoticeKind
from quizbot.errors import CannotPost, Unreachable
from quizbot.ui.discord_refusals import PASSING, TROUBLE
from quizbot.ui.late_requests import LateRequests
from quizbot.ui.render.review_due import reminder_buttons

T = TypeVar("T")

ANSWERED_WITHIN = 30.0
"""Seconds after which it counts as not known whether a notice arrived."""
CLOCKS_APART = timedelta(hours=1)
"""By so much this machine's clock and Discord's may differ."""


class DiscordMessenger:
    """Implements `services.messenger.Messenger`; nobody is pinged."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._late = LateRequests()

    async def send(self, notice: Notice, channel_id: int | None) -> None:
        """Send a notice, with a nonce that Discord refuses to take twice."""

        async def send() -> None:
            channel = await self._channel(notice, channel_id)
            if notice.kind is NoticeKind.REVIEW:
                view = reminder_buttons()
                await channel.send(notice.sentence, nonce=notice.nonce, view=view)
            else:
                await channel.send(notice.sentence, nonce=notice.nonce)

        await self._in_time(send())

    async def find(self, notice: Notice, channel_id: int | None, *, besides: int) -> bool:
        """Look for more than ``besides`` messages of the bot with these words."""

        async def find() -> bool:
            channel = await self._channel(notice, channel_id)
            history = channel.history(limit=None, after=notice.created_at - CLOCKS_APART)
            own = self._client.user
            standing = 0
            async for message in history:
                if own and message.author.id == own.id and _same(message.content, notice.sentence):
                    standing += 1
            return standing > besides

        return await self._in_time(find())

    async def _channel(
        self, notice: Notice, channel_id: int | None
    ) -> discord.DMChannel | discord.PartialMessageable:
        if channel_id is not None:
            return self._client.get_partial_messageable(channel_id, guild_id=notice.guild_id)
        return await self._client.create_dm(discord.Object(notice.user_id or 0))

    async def _in_time(self, request: Coroutine[Any, Any, T]) -> T:
        """Wait for a request for a while, and say of what kind its failure is."""
        try:
            return await self._late.within(ANSWERED_WITHIN, request)
        except (discord.HTTPException, *TROUBLE) as error:
            if isinstance(error, TROUBLE) or getattr(error, "status", 0) in PASSING:
                raise Unreachable(f"Discord does not answer ({error!r})") from error
            raise CannotPost(f"Discord does not take it ({error})") from error


def _same(shown: str, sentence: str) -> bool:
    """Tell whether a message shows a sentence; Discord drops the space around it."""
    return shown.strip() == sentence.strip()
