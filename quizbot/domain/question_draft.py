"""A question as it was typed into a form, not checked yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from quizbot.domain import question_draft_lists as lists
from quizbot.domain.question import AnyOf, KeyPoint, Question

_MARK = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
"""What stands before an entry of a list."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the question forms, each a text; lists have one entry a line.

    ``choices`` are as `question_draft_lists` writes them. What no form has shown is None and stays
    as the question has it. ``new_topic`` is the title of a topic that is made when it is saved.
    """

    topic: str = ""
    level: str = ""
    prompt: str = ""
    answer: str = ""
    key_points: str = ""
    choices: str | None = None
    short_answers: str | None = None
    hints: str | None = None
    references: str | None = None
    new_topic: str = ""


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
    return Draft(
        question.topic,
        question.level,
        question.prompt,
        question.answer,
        "\n".join(lines),
        lists.choices_text(question.choices),
        lists.written(question.short_answers),
        lists.written(question.hints),
        lists.written(question.references),
    )


def completed(draft: Draft, question: Question) -> Draft:
    """Return a draft with what no form has shown as the question that it changes has it."""
    whole = asdict(draft_of(question))
    return replace(draft, **{n: whole[n] for n, text in asdict(draft).items() if text is None})


def handed_in(before: Draft, given: Mapping[str, Any]) -> Draft:
    """Return a draft with the fields that a form has handed in, by their names.

    A field in parts (``choices``, ``choices-2`` ...) is put together. Of two menus of topics the
    one that was changed counts, and a new topic before both. Choices that were listed at the end of
    the prompt, since none was known to be right, are listed there no more.
    """
    typed: dict[str, list[str]] = {}
    for name, value in given.items():
        field = name.partition("-")[0]
        values = value if isinstance(value, list) else [value]
        typed.setdefault(field, []).extend(str(one) for one in values if one)
    topics = [topic for topic in typed.pop("topic", []) if topic != before.topic]
    handed = {name: "\n".join(typed[name]) for name in typed if name in _FIELDS}
    if topics:
        handed |= {"topic": topics[0], "new_topic": handed.get("new_topic", "")}
    draft = replace(before, **handed)
    stem, options = lists.options_in(draft.prompt)
    were_listed = options == [one.text for one in lists.read_choices(before.choices or "")]
    return replace(draft, prompt=stem) if were_listed and handed.get("choices") else draft


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


_FIELDS = frozenset(field.name for field in fields(Draft))


def _plain(words: str) -> str:
    return words.replace("\\|", "|").strip()
