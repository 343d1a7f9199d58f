"""What an importer understood: items, where they stand, and what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from quizbot.domain.question import Choice, Level


class Concern(StrEnum):
    """Why a person should look at an item."""

    NO_ANSWER = "no answer"
    TORN = "torn answer"
    THIN = "thin answer"
    KEY = "no sure key"
    LINK = "answer elsewhere"
    UNRELATED = "suspicious answer"
    TOO_LONG = "too long"
    NO_LEVEL = "no level"
    TWICE = "asked twice"
    NEAR = "near duplicate"
    CLEANED = "cleaned"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at, as a sentence that says what to do."""

    concern: Concern
    sentence: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was found another time; ``index`` marks a mere list entry."""

    line: int
    prompt: str
    level: Level | None = None
    answer_lines: tuple[int, int] | None = None
    index: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a document.

    ``line`` and ``answer_lines`` count from 1. ``given`` holds what the document says in the bank's
    own words (key points, mistakes, hints ...), in the shape of a bank file.
    """

    prompt: str
    answer: str = ""
    line: int = 1
    answer_lines: tuple[int, int] | None = None
    level: Level | None = None
    choices: tuple[Choice, ...] = ()
    short_answers: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    topic: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def answered(self) -> bool:
        """Tell whether there is anything to compare an answer with."""
        return bool(self.answer or self.choices or self.short_answers)


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole document: its kind in words, its items, and what concerns all of it."""

    kind: str
    items: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
