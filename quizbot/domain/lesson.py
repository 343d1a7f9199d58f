"""Lessons: what a server's moderators have taught the grader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


Curve = tuple[tuple[float, float], ...]
"""A monotone curve by its corners (estimate, score), both 0..1 and growing; empty: none."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a server adds to one question.

    ``answers`` are whole answers accepted as full-mark ones, ``phrasings`` more ways to say a key
    point, by its text; ``curve`` is the server's own, which takes the place of the shipped one.
    """

    answers: tuple[str, ...] = ()
    phrasings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    curve: Curve = ()


NOTHING = Learned()
