"""A challenge: a question posted to a channel, and the answers to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quizbot.domain.question import Form, Question


class State(StrEnum):
    """A challenge's life: claimed -> open -> closed -> revealed, or cancelled."""

    CLAIMED = "claimed"
    """Its slot is taken; the message is not known to stand in the channel."""
    OPEN = "open"
    CLOSED = "closed"
    """No more answers; being graded, the reveal is not known to stand in the channel."""
    REVEALED = "revealed"
    CANCELLED = "cancelled"

    @property
    def answers_done(self) -> bool:
        """Tell whether answers are closed for good."""
        return self in (State.CLOSED, State.REVEALED, State.CANCELLED)


class Sure(StrEnum):
    """How sure a member is of an answer."""

    GUESSING = "guessing"
    UNSURE = "not sure"
    SURE = "sure"


FIRST_BACKOFF, LONGEST_BACKOFF = timedelta(minutes=1), timedelta(minutes=30)
"""Retries of what Discord refuses wait so long at first, twice as long each time, at most so long.

(Exponential backoff.)
"""
EDIT_EVERY = timedelta(seconds=10)
"""A channel's count of answers is edited at most this often."""
OLD, EDIT_OLD_EVERY = timedelta(hours=1), timedelta(minutes=1)
"""The count of a message older than that, and how often: Discord takes few edits of such messages.

(Code 30046; how many is not documented.)
"""
PUNCTUAL = timedelta(minutes=10)


def backoff(tries: int, longest: timedelta = LONGEST_BACKOFF) -> timedelta:
    """Return how long to wait before the next of so many ``tries``, the first being number 0."""
    return min(longest, FIRST_BACKOFF * (1 << min(tries, 20)))


def punctual(reveal_after: timedelta) -> timedelta:
    """Return how late a post may be and keep the time of its reveal; a later one moves it."""
    return min(PUNCTUAL, reveal_after / 10)


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question posted to a channel; ``question`` is a snapshot, taken at the slot's claim.

    ``void`` is a moderator's reason why it gives no points; None where it counts. ``refused``: it
    is claimed, and Discord refused each of its messages, so that none can stand in the channel.
    """

    id: int
    guild_id: int
    channel_id: int
    schedule_id: int | None
    number: int
    question: Question
    form: Form
    state: State
    due: datetime
    reveal_at: datetime
    claimed_at: datetime
    late_limit: timedelta
    reveal_after: timedelta
    message_id: int | None = None  # None once it is open: the message was deleted
    ping_role_id: int | None = None
    thread: bool = False
    answered: int = 0
    void: str | None = None
    reveal_message_id: int | None = None
    refused: bool = False

    def too_late(self, now: datetime) -> bool:
        """Tell whether it is past the schedule's late limit, so that it is not posted any more."""
        return now > self.due + self.late_limit

    def posted_late(self, now: datetime) -> Challenge:
        """Return the challenge with its full time to answer when it is posted only ``now``."""
        if now - self.due <= punctual(self.reveal_after):
            return self
        return replace(self, reveal_at=now + self.reveal_after)

    def posted_again(self, now: datetime) -> Challenge:
        """Return the challenge for a second message, which has a nonce of its own."""
        return replace(self, claimed_at=now)

    @property
    def post_nonce(self) -> str:
        """Discord's guard against a message sent twice; up to 25 characters, one per challenge."""
        return f"p{self.id}-{int(self.claimed_at.timestamp())}"

    @property
    def reveal_nonce(self) -> str:
        """The same for the reveal."""
        return f"r{self.id}-{int(self.claimed_at.timestamp())}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a member hands in: a text, or in the choice form ``picks``.

    These are the indices of the choices taken, ascending: one, or several where several are right.
    """

    text: str = ""
    picks: tuple[int, ...] = ()
    sure: Sure = Sure.UNSURE
    share: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One member's current answer to one challenge; ``version`` counts from 1."""

    id: int
    challenge_id: int
    user_id: int
    name: str
    submission: Submission
    version: int
    saved_at: datetime
