"""What pictures of statistics show, as plain values: all that the worker that draws is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ActivityPicture:
    """A year's calendar, and scores over weeks.

    ``days`` counts answers from ``first`` (a Monday, ISO date) on, a number a day. ``weeks`` has
    the first day, the mean score (0..1) or None, and the number of scores of each week, in order.
    What is empty is left out.
    """

    name: str
    first: str
    days: Sequence[int]
    weeks: Sequence[tuple[str, float | None, int]]


@dataclass(frozen=True, slots=True)
class MasteryPicture:
    """Topics and confidence.

    ``topics`` has title, mean score (0..1) and number of questions of each, ``confidence`` a word,
    the share (0..1) that was right or None, and the number of answers. What is empty is left out.
    """

    name: str
    topics: Sequence[tuple[str, float, int]]
    confidence: Sequence[tuple[str, float | None, int]]


@dataclass(frozen=True, slots=True)
class ParticipationPicture:
    """A server's weeks: first day (ISO date), answers, and members who answered."""

    name: str
    weeks: Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class QuestionsPicture:
    """A server's questions in groups: a heading, and prompt, score (0..1) and answers of each."""

    name: str
    groups: Sequence[tuple[str, Sequence[tuple[str, float, int]]]]


Picture = ActivityPicture | MasteryPicture | ParticipationPicture | QuestionsPicture
_KINDS: dict[str, type[Picture]] = {
    kind.__name__: kind
    for kind in (ActivityPicture, MasteryPicture, ParticipationPicture, QuestionsPicture)
}


def write(picture: Picture) -> str:
    """Return a picture as one line of JSON; equal ones are equal lines."""
    return json.dumps({"kind": type(picture).__name__, **asdict(picture)}, separators=(",", ":"))


def read(line: str) -> Picture:
    """Return the picture that `write` wrote."""
    fields: dict[str, Any] = json.loads(line)
    return _KINDS[fields.pop("kind")](**fields)
