"""A notice: what somebody is told unasked, in private or, for the moderators, where they look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=30)
"""What Discord does not answer is tried again after this, twice as long each time."""
TRIED_FOR = timedelta(days=1)
"""So long a private notice is tried."""
REVIEW_TRIED_FOR = timedelta(minutes=10)
"""So long the review channel is tried, before the next moderator's command tells it."""
NEWS_FOR = timedelta(days=14)
"""What is older is not told to a moderator any more."""


class NoticeState(StrEnum):
    """How far it is.

    While it is being sent it may have arrived: that is looked up before it is sent again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    TOLD = "told"
    OPEN = "open"
    """A moderator's next command tells it."""
    CLOSED = "closed"
    """It did not arrive, and nobody has to hear of that."""


class NoticeKind(StrEnum):
    """What a notice is, which decides on its buttons."""

    SENTENCE = ""
    REVIEW = "review"
    """The daily reminder that cards are due; it is of no server."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for a member (``user_id``) or, where that is None, for a server's moderators.

    ``actor_id`` is the moderator whose act it tells of and who hears if it does not arrive;
    ``stands`` is a sentence that says where the member finds it too.
    """

    id: int
    guild_id: int
    user_id: int | None
    actor_id: int | None
    sentence: str
    stands: str
    state: NoticeState
    tries: int
    created_at: datetime
    kind: NoticeKind = NoticeKind.SENTENCE

    @property
    def nonce(self) -> str:
        """What Discord refuses to take twice within minutes."""
        return f"n{self.id}-{int(self.created_at.timestamp())}"

    def given_up(self, now: datetime) -> bool:
        """Tell whether what Discord does not answer is not tried any more."""
        longest = REVIEW_TRIED_FOR if self.user_id is None else TRIED_FOR
        return now >= self.created_at + longest


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries in vain, from 0."""
    return min(FIRST_PAUSE * (1 << min(tries, 20)), LONGEST_PAUSE)
