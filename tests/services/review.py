"""A review channel in memory that keeps what it is shown, or refuses."""

from __future__ import annotations

from quizbot.domain.challenge import Challenge
from quizbot.domain.suggest import Suggestion
from quizbot.errors import CannotPost


class Review:
    """What stands there: (channel, suggestion), and (channel, question's number, how many wait)."""

    def __init__(self) -> None:
        self.posts: list[tuple[int, int]] = []
        self.shown: list[Suggestion] = []
        self.announced: list[tuple[int, int, int]] = []
        self.refusal: CannotPost | None = None

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
        self, channel_id: int, challenge: Challenge, waiting: int, _nonce: str
    ) -> None:
        self._refuse()
        self.announced.append((channel_id, challenge.number, waiting))

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal
