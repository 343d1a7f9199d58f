"""A question as it was typed into a form, not checked yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizbot.domain.question import KeyPoint, Question

_MARK = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
"""What stands before an entry of a list."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the question form; ``key_points`` has one point a line."""

    topic: str = ""
    level: str = ""
    prompt: str = ""
    answer: str = ""
    key_points: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft comes from; by default from nowhere but a moderator's head.

    ``question_id`` is the question it changes, at ``version`` (0: one of the shipped bank), and
    ``suggestion_id`` the member's suggestion it makes a question of.
    """

    question_id: str = ""
    version: int = 0
    suggestion_id: int = 0


def draft_of(question: Question) -> Draft:
    """Return a question as one would have typed it."""
    lines = (_line(point) for point in question.key_points)
    return Draft(question.topic, question.level, question.prompt, question.answer, "\n".join(lines))


def read_key_points(text: str) -> list[KeyPoint]:
    r"""Read key points, one a line; other ways to say a point follow after ``|``.

    A list's marks are dropped, and a ``|`` that belongs to the words is written ``\|``.
    """
    lines = (_MARK.sub("", line.strip(), count=1).strip() for line in text.splitlines())
    parts = ([_plain(part) for part in re.split(r"(?<!\\)\|", line)] for line in lines if line)
    kept = ([part for part in words if part] for words in parts)
    return [KeyPoint(words[0], tuple(words[1:])) for words in kept if words]


def _line(point: KeyPoint) -> str:
    """Return a point on one line; one that begins like an entry of a list gets a mark to lose."""
    line = " | ".join(" ".join(words.replace("|", "\\|").split()) for words in point.phrasings)
    return f"- {line}" if _MARK.match(line) else line


def _plain(words: str) -> str:
    return words.replace("\\|", "|").strip()
