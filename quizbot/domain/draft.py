"""A question as it was typed into a form, not checked yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the question form; ``key_points`` has one point a line."""

    topic: str = ""
    level: str = ""
    prompt: str = ""
    answer: str = ""
    key_points: str = ""
