"""Questions as JSON: what was posted can be told a year later, and servers' own are kept so."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from quizbot.domain.question import AnyOf, Choice, KeyPoint, Level, Mistake, Question


def write(question: Question) -> str:
    """Return the whole question as JSON."""
    return json.dumps(asdict(question), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Question:
    """Return the question that `write` wrote."""
    data: dict[str, Any] = json.loads(text)
    return Question(
        id=data["id"],
        topic=data["topic"],
        level=Level(data["level"]),
        prompt=data["prompt"],
        answer=data["answer"],
        key_points=tuple(
            KeyPoint(
                p["point"],
                tuple(p["accept"]),
                p["weight"],
                tuple(p.get("contrary", ())),
                any_of(p.get("any_of")),
            )
            for p in data["key_points"]
        ),
        mistakes=tuple(Mistake(**mistake) for mistake in data["mistakes"]),
        hints=tuple(data["hints"]),
        choices=tuple(Choice(**choice) for choice in data["choices"]),
        references=tuple(data["references"]),
        covers=tuple(data["covers"]),
        short_answers=tuple(data.get("short_answers", ())),
    )


def any_of(data: dict[str, int] | None) -> AnyOf | None:
    """Return the group that a point belongs to, as it was written."""
    return AnyOf(**data) if data else None
