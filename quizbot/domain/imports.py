"""A document's questions on their way into a server's bank, each waiting for a moderator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What became of a question that was found."""

    WAITING = "waiting"
    SAVED = "saved"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Found:
    """A question that was found; ``place`` counts from 1 within its import.

    ``fields`` is the question in the shape of a bank file, ``points`` are proposed key points.
    ``clear`` tells that nothing about it is doubtful.
    """

    place: int
    line: int
    topic: str
    fields: Mapping[str, Any]
    points: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    clear: bool = False
    state: Fate = Fate.WAITING
    question_id: str | None = None
    decided_by: int | None = None

    @property
    def graded(self) -> bool:
        """Tell whether it brings its own key points or short answers."""
        return bool(self.fields.get("key_points") or self.fields.get("short_answers"))


@dataclass(frozen=True, slots=True)
class Import:
    """A document that a moderator handed in; ``counts`` tells how its questions stand.

    ``topic`` is what was chosen for the questions whose document names none ("": nothing yet), of
    which ``topicless`` wait. ``document_type`` is what it was to be read as ("": by its content);
    ``rereadable`` tells that it can still be read as another type.
    """

    id: int
    guild_id: int
    author_id: int
    kind: str
    remarks: tuple[str, ...]
    closed: bool
    counts: Mapping[Fate, int]
    clear: int
    """How many of those that wait have nothing doubtful and a topic."""
    topic: str = ""
    document_type: str = ""
    topicless: int = 0
    rereadable: bool = False

    @property
    def size(self) -> int:
        """How many questions were found."""
        return sum(self.counts.values())
