"""A review channel in memory that keeps what it is shown, or refuses."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Challenge
from quizbot.domain.suggest import Suggestion
from quizbot.errors import CannotPost


class Review:
    """What stands there: (channel, suggestion), and (channel, question's number, how many wait)."""

    def __init__(self) -> None:
        self.posts: list[tuple[int, int]] = []
        self.shown: list[Suggestion] = []
        self.announced: list[tuple[int, int, int]] = []
        self._looks: set[tuple[int, int]] = set()
        self.refusal: CannotPost | None = None
        self.answer_lost: CannotPost | None = None

    async def post(self, channel_id: int, suggestion: Suggestion) -> int:
        self._refuse()
        self.posts.append((channel_id, suggestion.id))
        return 1000 + suggestion.id

    async def refresh(self, suggestion: Suggestion) -> None:
        self._refuse()
        self.shown.append(suggestion)

    async def find_post(self, channel_id: int, suggestion: Suggestion) -> int | None:
        self._refuse()
        return 1000 + suggestion.id if (channel_id, suggestion.id) in self.posts else None

    async def announce(
        self, channel_id: int, challenge: Challenge, waiting: int, look_id: int, _at: datetime
    ) -> None:
        self._refuse()
        self.announced.append((channel_id, challenge.number, waiting))
        self._looks.add((channel_id, look_id))
        if self.answer_lost:
            raise self.answer_lost

    async def is_announced(
        self, channel_id: int, _guild_id: int, look_id: int, _at: datetime
    ) -> bool:
        self._refuse()
        return (channel_id, look_id) in self._looks

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal
