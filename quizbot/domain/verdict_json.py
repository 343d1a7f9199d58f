"""Verdicts as JSON, so that what was graded can be told a year later."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from quizbot.domain.question_json import any_of
from quizbot.domain.verdict import Coverage, Flag, FlagKind, PointVerdict, Verdict


def write(verdict: Verdict) -> str:
    """Return the whole verdict as JSON."""
    return json.dumps(asdict(verdict), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Verdict:
    """Return the verdict that `write` wrote."""
    data: dict[str, Any] = json.loads(text)
    points = tuple(
        PointVerdict(
            **{
                **point,
                "coverage": Coverage(point["coverage"]),
                "any_of": any_of(point.get("any_of")),
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
