"""What a question's entry in a bank file is made of: its texts with their limits, and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from quizbot.bank.limits import (
    MAX_ANSWER,
    MAX_CHOICE,
    MAX_HINT,
    MAX_POINT,
    MAX_POINTS,
    MAX_PROMPT,
    MAX_SHORT,
)
from quizbot.domain.question import AnyOf, KeyPoint

POINT_TAG, GROUP_TAG = "<point>", "<group>"
"""Tags of the two kinds of entries among key points; they are in no path that a person reads."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


def _at_most(limit: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=limit)


Point = Annotated[str, _at_most(MAX_POINT)]
Prompt = Annotated[str, _at_most(MAX_PROMPT)]
AnswerText = Annotated[str, _at_most(MAX_ANSWER)]
Hint = Annotated[str, _at_most(MAX_HINT)]
ShortAnswer = Annotated[str, _at_most(MAX_SHORT)]
ChoiceText = Annotated[str, _at_most(MAX_CHOICE)]
Sentence = Annotated[str, _at_most(300)]


class Strict(BaseModel):
    """Takes no unknown key and guesses nothing."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class GroupedPointEntry(Strict):
    """One of several things of which some are asked; ``contrary`` sentences turn it round."""

    point: Point
    accept: list[Point] = Field(default_factory=list, max_length=12)
    contrary: list[Point] = Field(default_factory=list, max_length=3)


class KeyPointEntry(GroupedPointEntry):
    """One thing a good answer must contain; with weight 0 it is worth knowing and not asked."""

    weight: int = Field(default=1, ge=0, le=5)


class GroupEntry(Strict):
    """Points of which any ``any_of`` earn full credit, each that counts worth ``weight``."""

    any_of: int = Field(ge=1, le=MAX_POINTS - 1)
    weight: int = Field(default=1, ge=1, le=5)
    points: list[GroupedPointEntry] = Field(min_length=2, max_length=MAX_POINTS)

    @model_validator(mode="after")
    def _fewer_than_there_are(self) -> GroupEntry:
        if self.any_of >= len(self.points):
            raise ValueError(
                f"any_of is {self.any_of} of {len(self.points)} points; where all are needed, "
                "write them as points of their own."
            )
        return self


def _kind_of_entry(value: Any) -> str:
    grouped = isinstance(value, GroupEntry) or (isinstance(value, dict) and "any_of" in value)
    return GROUP_TAG if grouped else POINT_TAG


PointsEntry = Annotated[
    Annotated[KeyPointEntry, Tag(POINT_TAG)] | Annotated[GroupEntry, Tag(GROUP_TAG)],
    Discriminator(_kind_of_entry),
]


class MistakeEntry(Strict):
    """A common wrong belief and the sentence that corrects it."""

    says: Sentence
    correction: Sentence
    true_neighbour: Annotated[str, StringConstraints(max_length=300)] = ""


class ChoiceEntry(Strict):
    """One option of the multiple-choice form."""

    text: ChoiceText
    correct: bool = False
    why: str = Field(default="", max_length=300)


def flat(entry: KeyPointEntry | GroupEntry) -> Sequence[GroupedPointEntry]:
    """Return the points of an entry."""
    return entry.points if isinstance(entry, GroupEntry) else [entry]


def key_points(entries: Iterable[KeyPointEntry | GroupEntry]) -> Iterator[KeyPoint]:
    """Yield the points one after another; those of a group know it by its place."""
    for number, entry in enumerate(entries):
        group = AnyOf(number, entry.any_of) if isinstance(entry, GroupEntry) else None
        for point in flat(entry):
            yield KeyPoint(
                point.point, tuple(point.accept), entry.weight, tuple(point.contrary), group
            )
