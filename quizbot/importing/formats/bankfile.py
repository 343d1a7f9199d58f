"""Files of this bot's own format: what stands in them is kept in the bank's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.bank import schema, wrapping
from quizbot.bank.problem import Problem
from quizbot.domain.question import Choice, Level
from quizbot.importing.formats.located import Located, text, texts
from quizbot.importing.item import Concern, Item, Remark, Understood

_OURS = {"key_points", "graded", "mistakes", "short_answers", "covers"}


def is_one(value: Any) -> bool:
    """Tell whether a file is one of ours: a topic with questions, or entries in our own words."""
    if not isinstance(value, dict) or not isinstance(value.get("questions"), list):
        return False
    entries = [entry for entry in value["questions"] if isinstance(entry, dict)]
    ours = [entry for entry in entries if "prompt" in entry and _choices_are_ours(entry)]
    if "topic" in value and "title" in value and len(ours) * 2 > len(entries):
        return True
    return bool(ours) and any(_OURS & entry.keys() for entry in ours)


def _choices_are_ours(entry: Mapping[str, Any]) -> bool:
    choices = entry.get("choices", [])
    return isinstance(choices, list) and all(isinstance(c, dict) and "text" in c for c in choices)


def read(value: Mapping[str, Any], problems: Sequence[Problem]) -> Understood:
    """Return the questions of a file of our own, and what is wrong with it."""
    topic = value.get("topic")
    items, told = [], [f"Line {p.line}: {p.sentence}" for p in problems[:5]]
    for place, entry in enumerate(value["questions"], 1):
        if not isinstance(entry, Located):
            told.append(f"Entry {place} is no question and was left out.")
        elif not text(entry.get("prompt") or entry.get("question")):
            told.append(f"Line {entry.first}: this entry has no prompt and was left out.")
        else:
            items.append(_item(entry, topic if isinstance(topic, str) else ""))
    return Understood("a file of this bot's own format", tuple(items), tuple(told))


def _item(entry: Located, topic: str) -> Item:
    fields = schema.QuestionEntry.model_fields
    given = {key: value for key, value in entry.items() if key in fields}
    unknown = [key for key in entry if key not in fields and key != "question"]
    level = given.get("level")
    answer = text(given.get("answer"))
    begins = entry.lines.get("answer", (entry.first, entry.last))[0]
    return Item(
        prompt=text(entry.get("prompt") or entry.get("question")),
        answer=wrapping.unwrap(answer),
        line=entry.first,
        answer_lines=(begins, entry.last) if answer else None,
        level=Level(level) if level in list(Level) else None,
        choices=_choices(given.get("choices")),
        short_answers=tuple(texts(given.get("short_answers"))),
        references=tuple(texts(given.get("references"))),
        topic=topic,
        given=given,
        remarks=tuple(
            Remark(Concern.FORM, f"The key {key!r} is not known and was left out.")
            for key in unknown
        ),
    )


def _choices(value: Any) -> tuple[Choice, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(
        Choice(text(entry.get("text")), entry.get("correct") is True, text(entry.get("why")))
        for entry in value
        if isinstance(entry, dict)
    )
