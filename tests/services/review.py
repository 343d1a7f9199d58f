"""A review channel in memory that keeps what it is shown, or refuses."""

from __future__ import annotations

from quizbot.domain.suggest import Suggestion
from quizbot.errors import CannotPost
from quizbot.services.review_channel import Announcement


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

    async def announce(self, channel_id: int, word: Announcement) -> None:
        self._refuse()
        self.announced.append((channel_id, word.challenge.number, word.waiting))
        self._looks.add((channel_id, word.second_look_id))
        if self.answer_lost:
            raise self.answer_lost

    async def is_announced(self, channel_id: int, word: Announcement) -> bool:
        self._refuse()
        return (channel_id, word.second_look_id) in self._looks

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal
