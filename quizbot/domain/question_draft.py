"""A question as it was typed into a form, not checked yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from quizbot.domain.question import AnyOf, KeyPoint, Question

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


def kept_from(base: Question | None, typed: Iterable[KeyPoint]) -> list[KeyPoint]:
    """Return typed key points with what the form does not show of them, as ``base`` has it.

    That is weight, contraries and groups, by the point's own words. A group that has no choice left
    falls apart into points of their own; one that has stands together where its first point is.
    """
    known = {point.point: point for point in base.key_points} if base else {}
    points = [replace(known.get(point.point, point), accept=point.accept) for point in typed]
    sizes = Counter(point.any_of for point in points)
    placed: dict[AnyOf | None, int] = {
        point.any_of: place
        for place, point in reversed([*enumerate(points)])
        if point.any_of is not None and sizes[point.any_of] > point.any_of.need
    }
    whole = [point if point.any_of in placed else replace(point, any_of=None) for point in points]
    order = sorted(range(len(whole)), key=lambda i: placed.get(whole[i].any_of, i))
    return [whole[i] for i in order]


def _line(point: KeyPoint) -> str:
    """Return a point on one line; one that begins like an entry of a list gets a mark to lose."""
    line = " | ".join(" ".join(words.replace("|", "\\|").split()) for words in point.phrasings)
    return f"- {line}" if _MARK.match(line) else line


def _plain(words: str) -> str:
    return words.replace("\\|", "|").strip()
