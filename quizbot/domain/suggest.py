"""A question that a member proposes to the moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.domain.question_draft import Draft


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a member typed, and what a moderator made of it.

    ``question_id`` is the question it became, ``message_id`` its message in the review channel.
    """

    id: int
    guild_id: int
    author_id: int
    author_name: str
    draft: Draft
    state: SuggestionState
    suggested_at: datetime
    decided_by: int | None = None
    reason: str = ""
    question_id: str | None = None
    channel_id: int | None = None
    message_id: int | None = None
