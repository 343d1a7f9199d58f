"""What moderators do to an open question: give it up, or post it again where it was deleted."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.errors import Closed, Refusal, Unreachable
from quizbot.services.background_steps import ended
from quizbot.services.publisher import Publisher
from quizbot.services.stale_messages import StaleMessages
from quizbot.storage import audit, challenges, stale_messages
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from quizbot.storage.stale_messages import MessageKind, StaleMessage


class Challenges:
    """Cancels and reposts; what is posted again is a message that is ``stale`` until it stands."""

    def __init__(self, database: Database, publisher: Publisher, stale: StaleMessages) -> None:
        self._database = database
        self._publisher = publisher
        self._stale = stale

    async def all(self, guild_id: int) -> list[Challenge]:
        """Return a server's open questions, the newest first."""
        return await challenges.open_ones(self._database.reader, guild_id)

    async def cancel(
        self, guild_id: int, number: int | None, channel_id: int, actor_id: int, now: datetime
    ) -> Challenge:
        """Give up an open question: the one with a number, or the channel's newest.

        Its answers stay and earn nothing; the question may be asked again.

        Raises:
            Closed: there is no such open question.
            Refusal: this moderator has just given up another one here, and named no number.
        """

        async def write(connection: Connection) -> Challenge:
            challenge = await _open(connection, guild_id, number, channel_id)
            done = await audit.just_done(
                connection, guild_id, channel_id, actor_id, "challenge cancel", now
            )
            if number is None and done is not None:
                raise Refusal(
                    f"You gave up question #{done} just now, so I have not touched "
                    f"#{challenge.number}. /challenge cancel number:{challenge.number} gives it "
                    "up too."
                )
            await challenges.cancel(connection, challenge.id, now)
            target = f"#{challenge.number}"
            await audit.add(connection, guild_id, actor_id, "challenge cancel", target, now)
            return challenge

        return await self._database.write(write)

    async def repost(
        self, guild_id: int, number: int | None, channel_id: int, actor_id: int, now: datetime
    ) -> Challenge:
        """Post an open question again whose message was deleted; its answers stay.

        Raises:
            Closed: there is no such open question.
            Refusal: its message still stands.
            CannotPost: Discord refused, or does not answer.
        """
        wanted = await _open(self._database.reader, guild_id, number, channel_id)
        if wanted.message_id is not None and await self._publisher.stands(wanted):
            raise Refusal(
                f"The message of question #{wanted.number} still stands in "
                f"<#{wanted.channel_id}>, so it was not posted again. Delete it first."
            )

        async def write(connection: Connection) -> StaleMessage | None:
            if not await challenges.to_post_again(connection, wanted, now):
                raise Closed("This question has changed just now, so it was not posted again.")
            target = f"#{wanted.number}"
            await audit.add(connection, guild_id, actor_id, "challenge repost", target, now)
            return await stale_messages.find(connection, MessageKind.REPOST, wanted.id)

        stale = await self._database.write(write)
        if stale is not None and not await ended(self._stale.bring(stale, now)):
            raise Unreachable("Discord does not answer just now. I go on by myself.")
        return await _open(self._database.reader, guild_id, wanted.number, channel_id)


async def _open(
    connection: Connection, guild_id: int, number: int | None, channel_id: int
) -> Challenge:
    found = await challenges.open_ones(connection, guild_id)
    for challenge in found:
        if challenge.number == number or (number is None and challenge.channel_id == channel_id):
            return challenge
    if number is not None:
        raise Closed(f"No question #{number} is open here. {_which(found)}")
    raise Closed(f"No question is open in this channel. {_which(found)}")


def _which(found: list[Challenge]) -> str:
    """Say which ones are open."""
    if not found:
        return "/schedule post-now posts one."
    names = ", ".join(f"#{one.number} in <#{one.channel_id}>" for one in found[:5])
    return f"Open: {names}; name one with number."
