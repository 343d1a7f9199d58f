"""Questions and verdicts as JSON, so that what was posted and graded can be told a year later."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from quizbot.domain.question import AnyOf, Choice, KeyPoint, Level, Mistake, Question
from quizbot.domain.verdict import Coverage, Flag, FlagKind, PointVerdict, Verdict


def question_to_json(question: Question) -> str:
    """Return the whole question as JSON."""
    return json.dumps(asdict(question), ensure_ascii=False, separators=(",", ":"))


def question_from_json(text: str) -> Question:
    """Return the question that `question_to_json` wrote."""
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
                _any_of(p.get("any_of")),
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


def verdict_to_json(verdict: Verdict) -> str:
    """Return the whole verdict as JSON."""
    return json.dumps(asdict(verdict), ensure_ascii=False, separators=(",", ":"))


def verdict_from_json(text: str) -> Verdict:
    """Return the verdict that `verdict_to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    points = tuple(
        PointVerdict(
            **{
                **point,
                "coverage": Coverage(point["coverage"]),
                "any_of": _any_of(point.get("any_of")),
            }
        )
        for point in data["points"]
    )
    return Verdict(
        data["score"],
        points,
        tuple(data["corrections"]),
        tuple(Flag(FlagKind(flag["kind"]), tuple(flag["words"])) for flag in data["flags"]),
        data["grader"],
        data.get("raw", data["score"]),
    )


def _any_of(data: dict[str, int] | None) -> AnyOf | None:
    return AnyOf(**data) if data else None
