"""Understood items as questions of the bank: what fits is kept, what must be cut is cut."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any

from quizbot.bank import limits
from quizbot.domain.question import Choice, Level
from quizbot.importing.item import Item

DEFAULT_LEVEL = Level.INTERMEDIATE
_LONGEST_SLUG = 50
_IDLE_WORDS = """
what is are the a an of in to and how do does why when which explain describe define between
difference you can for with on it its by from
"""
_IDLE = frozenset(_IDLE_WORDS.split())


def entry(
    item: Item, question_id: str, points: Sequence[str] = (), *, level: Level | None = None
) -> dict[str, Any]:
    """Return an item in the shape of a bank file; the validator has not seen it yet.

    ``points`` are key points that a person confirmed; a document's own stand already. Without any
    the question is not graded, unless it has short answers.
    """
    given = {key: value for key, value in item.given.items() if key != "graded"}
    shorts = [text for text in item.short_answers if 0 < len(text.strip()) <= limits.MAX_SHORT]
    choices = _choices(item)
    written: dict[str, Any] = {
        **given,
        "id": question_id,
        "level": (item.level or level or DEFAULT_LEVEL).value,
        "prompt": _prompt(item, choices),
        "answer": shortened(item.answer.strip()),
        "short_answers": _different(shorts)[: limits.MAX_SHORTS],
        "choices": choices,
        "references": [text for text in item.references if len(text) <= 300][:6],
    }
    if points:
        written["key_points"] = [{"point": point} for point in points]
    written["graded"] = bool(written.get("key_points") or written["short_answers"])
    return {key: value for key, value in written.items() if value != []}


def _prompt(item: Item, choices: Sequence[Mapping[str, Any]]) -> str:
    """Return what is asked; options that make no choice are listed, since it may speak of them."""
    prompt = item.prompt.strip()
    if choices or len(item.choices) < 2:
        return prompt
    return "\n".join([prompt, *(f"- {choice.text.strip()}" for choice in item.choices)])


def _different(texts: Sequence[str]) -> list[str]:
    return list({text.strip().casefold(): text.strip() for text in reversed(texts)}.values())[::-1]


def _choices(item: Item) -> list[Mapping[str, Any]]:
    """Return the options where they make a choice that can be asked."""
    texts = {choice.text.strip().casefold() for choice in item.choices}
    fitting = all(0 < len(choice.text.strip()) <= limits.MAX_CHOICE for choice in item.choices)
    right = sum(choice.correct for choice in item.choices)
    count = len(item.choices)
    differ = fitting and len(texts) == count
    if not (2 <= count <= limits.MAX_CHOICES and 1 <= right < count and differ):
        return []
    return [_option(choice) for choice in item.choices]


def _option(choice: Choice) -> dict[str, Any]:
    option: dict[str, Any] = {"text": choice.text.strip()}
    if choice.correct:
        option["correct"] = True
    return {**option, "why": choice.why[:300]} if choice.why else option


def shortened(answer: str) -> str:
    """Return the beginning of an answer that fits, in whole paragraphs or lines if it can be."""
    if len(answer) <= limits.MAX_ANSWER:
        return answer
    room = limits.MAX_ANSWER - 6
    kept = answer[:room]
    for end in ("\n\n", "\n", ". ", " "):
        if kept.rfind(end) > room // 2:
            kept = kept[: kept.rfind(end) + (end == ". ")]
            break
    fence = "\n```" if len(re.findall(r"^```", kept, re.MULTILINE)) % 2 else ""
    return f"{kept.rstrip()}{fence}"


def slug(prompt: str, taken: Container[str]) -> str:
    """Return an id made of a question's telling words that nothing in ``taken`` has."""
    words = re.findall(r"[a-z0-9]+", prompt.casefold())
    telling = [word for word in words if word not in _IDLE] or words
    base = ""
    for word in telling[:6]:
        if len(base) + len(word) < _LONGEST_SLUG:
            base = f"{base}-{word}" if base else word
    base = base or "question"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
