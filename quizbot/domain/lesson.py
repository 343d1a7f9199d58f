"""A lesson: one thing that a server's moderators have taught the grader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lesson:
    """A whole answer accepted as right (``point`` empty), or a way to say one of the key points."""

    id: int
    question_id: str
    point: str
    text: str
    added_by: int
    added_at: datetime
