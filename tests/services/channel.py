"""Channels in memory that implement two ports: the publisher's, which can refuse or be cut off,
and that of notices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from quizbot.domain.challenge import Challenge
from quizbot.domain.notice import Notice
from quizbot.domain.reveal import Reveal
from quizbot.errors import CannotPost


class Killed(BaseException):
    """The process ends here."""


class Kill(Enum):
    """Where the process ends.

    It is before Discord has the message, or after it has and before the bot knows.
    """

    BEFORE_SEND = auto()
    AFTER_SEND = auto()


@dataclass
class Channel:
    """What stands in the channel: (kind, challenge id, nonce) of each message.

    Where several channels matter, ``places`` are those of the messages, and each of the
    ``refusals`` holds in one. ``shown`` is, by challenge, what its message was last edited to;
    ``no_edits`` refuses that. What was posted is ``gone`` where somebody deleted it. ``told`` holds
    who was told what in private, ``reviewed`` what stands in which review channel. What is
    ``closed`` takes no notices, or, where they are ``lost``, takes them and does not say so.
    """

    messages: list[tuple[str, int, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    refusal: CannotPost | None = None
    refusals: dict[int, CannotPost] = field(default_factory=dict)
    kill: Kill | None = None
    told: list[tuple[int, str]] = field(default_factory=list)
    reviewed: list[tuple[int, str]] = field(default_factory=list)
    closed: CannotPost | None = None
    lost: bool = False
    shown_counts: list[tuple[int, int]] = field(default_factory=list)
    shown: dict[int, Challenge] = field(default_factory=dict)
    threads: list[int] = field(default_factory=list)
    no_edits: Exception | None = None
    reveals: list[Reveal] = field(default_factory=list)
    gone: bool = False

    async def post(self, challenge: Challenge) -> int:
        return self._send("post", challenge, challenge.post_nonce)

    async def reveal(self, challenge: Challenge, reveal: Reveal) -> int:
        self.reveals.append(reveal)
        return self._send("reveal", challenge, challenge.reveal_nonce)

    async def find_post(self, challenge: Challenge) -> int | None:
        return self._find("post", challenge)

    async def find_reveal(self, challenge: Challenge) -> int | None:
        return self._find("reveal", challenge)

    async def refresh(self, challenge: Challenge) -> None:
        if refusal := self.refusal or self.no_edits:
            raise refusal
        self.shown_counts.append((challenge.id, challenge.answered))
        self.shown[challenge.id] = challenge

    async def stands(self, challenge: Challenge) -> bool:
        if self.refusal:
            raise self.refusal
        return challenge.message_id is not None and not self.gone

    async def open_thread(self, challenge: Challenge, message_id: int) -> None:
        if refusal := self.refusal or self.no_edits:
            raise refusal
        self.threads.append(message_id)

    async def send(self, notice: Notice, channel_id: int | None) -> None:
        if self.closed and not self.lost:
            raise self.closed
        self._standing(notice, channel_id).append(_said(notice, channel_id))
        if self.closed:
            raise self.closed

    async def find(self, notice: Notice, channel_id: int | None, *, besides: int) -> bool:
        said = _said(notice, channel_id)
        return self._standing(notice, channel_id).count(said) > besides

    def _standing(self, notice: Notice, channel_id: int | None) -> list[tuple[int, str]]:
        return self.told if channel_id is None else self.reviewed

    def count(self, kind: str) -> int:
        return sum(message[0] == kind for message in self.messages)

    def _send(self, kind: str, challenge: Challenge, nonce: str) -> int:
        self._refuse(challenge)
        if self.kill is Kill.BEFORE_SEND:
            raise Killed
        self.messages.append((kind, challenge.id, nonce))
        self.places.append(challenge.channel_id)
        if self.kill is Kill.AFTER_SEND:
            raise Killed
        return 1000 + len(self.messages)

    def _find(self, kind: str, challenge: Challenge) -> int | None:
        self._refuse(challenge)
        standing = zip(self.messages, self.places, strict=True)
        for place, (message, channel_id) in enumerate(standing, 1001):
            if message[:2] == (kind, challenge.id) and channel_id == challenge.channel_id:
                return place
        return None

    def _refuse(self, challenge: Challenge) -> None:
        refusal = self.refusal or self.refusals.get(challenge.channel_id)
        if refusal:
            raise refusal


def _said(notice: Notice, channel_id: int | None) -> tuple[int, str]:
    return (channel_id or notice.user_id or 0, notice.sentence)
