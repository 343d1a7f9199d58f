"""The port to the review channel, over discord.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord

from quizbot.domain.suggest import Suggestion
from quizbot.errors import ChannelGone, MessageGone
from quizbot.services.question_topics import Topics
from quizbot.services.review_channel import Announcement
from quizbot.ui import own_messages
from quizbot.ui.custom_ids import address
from quizbot.ui.discord_refusals import TROUBLE, UNKNOWN_CHANNEL, refused
from quizbot.ui.render import second_look as render_second_look
from quizbot.ui.render import suggest as render


class DiscordReview:
    """Implements `services.review_channel.ReviewChannel`."""

    def __init__(self, client: discord.Client, topics: Topics) -> None:
        self._client = client
        self._topics = topics

    async def post(self, channel_id: int, suggestion: Suggestion) -> int:
        """Post a suggestion with its buttons."""
        channel = self._client.get_partial_messageable(channel_id, guild_id=suggestion.guild_id)
        title = await self._title(suggestion)
        with _explained(channel_id):
            message = await channel.send(
                view=render.review(suggestion, title),
                nonce=f"s{suggestion.id}-{int(suggestion.suggested_at.timestamp())}",
            )
        return message.id

    async def find_post(self, channel_id: int, suggestion: Suggestion) -> int | None:
        """Look for the message with the suggestion's own button."""
        channel = self._client.get_partial_messageable(channel_id, guild_id=suggestion.guild_id)
        own_button = address("suggestion-approve", suggestion.id)
        with _explained(channel_id):
            found = await own_messages.find(
                self._client, channel, suggestion.suggested_at, own_button
            )
        return found.id if found else None

    async def refresh(self, suggestion: Suggestion) -> None:
        """Edit a suggestion's message, if it has one."""
        if suggestion.channel_id is None or suggestion.message_id is None:
            return
        channel = self._client.get_partial_messageable(
            suggestion.channel_id, guild_id=suggestion.guild_id
        )
        view = render.review(suggestion, await self._title(suggestion))
        with _explained(suggestion.channel_id):
            await channel.get_partial_message(suggestion.message_id).edit(view=view)

    async def announce(self, channel_id: int, word: Announcement) -> None:
        """Post that a second look waits; the answer itself stays in the queue."""
        channel = self._channel(channel_id, word)
        with _explained(channel_id):
            await channel.send(
                view=render_second_look.notice(word),
                nonce=f"l{word.second_look_id}-{int(word.asked_at.timestamp())}",
            )

    async def is_announced(self, channel_id: int, word: Announcement) -> bool:
        """Look for the message with the announcement's own button."""
        own_button = render_second_look.queue_address(word)
        with _explained(channel_id):
            channel = self._channel(channel_id, word)
            return bool(await own_messages.find(self._client, channel, word.asked_at, own_button))

    def _channel(self, channel_id: int, word: Announcement) -> discord.PartialMessageable:
        guild_id = word.challenge.guild_id
        return self._client.get_partial_messageable(channel_id, guild_id=guild_id)

    async def _title(self, suggestion: Suggestion) -> str:
        return await self._topics.title(suggestion.guild_id, suggestion.draft.topic)


@contextmanager
def _explained(channel_id: int) -> Iterator[None]:
    try:
        yield
    except discord.NotFound as error:
        if error.code == UNKNOWN_CHANNEL:
            raise ChannelGone(
                "The review channel does not exist any more. Choose another one in /settings."
            ) from error
        raise MessageGone(f"The message in <#{channel_id}> does not exist any more.") from error
    except (discord.HTTPException, *TROUBLE) as error:
        raise refused(error, f"<#{channel_id}>", [], "Choose the channel in /settings.") from error
