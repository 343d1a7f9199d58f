"""Reasons for a human to look at a grade; none of them changes it."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.verdict import GOT_IT_FROM, PARTLY_FROM, Coverage, Flag, FlagKind, PointVerdict
from quizbot.grading import text
from quizbot.grading.sheet import Sheet

KEYWORDS = Flag(FlagKind.KEYWORDS)
JUMBLED = Flag(FlagKind.JUMBLED)
ELSEWHERE = Flag(FlagKind.ELSEWHERE)
INSTRUCTIONS = Flag(FlagKind.INSTRUCTIONS)
CONTRADICTED = Flag(FlagKind.CONTRADICTED)
DOUBTFUL = Flag(FlagKind.DOUBTFUL)
MISTAKE = Flag(FlagKind.MISTAKE)
LONG = Flag(FlagKind.LONG)
CLOSE = Flag(FlagKind.CLOSE)

TOO_LONG = 2.0
"""An answer so many times longer than the model answer is flagged."""
CLOSE_TO = 0.03
"""Of a band's border."""


def of_points(points: Sequence[PointVerdict], doubtful: bool) -> list[Flag]:
    """Return whether an answer turns a point round, or may do so."""
    if any(point.coverage is Coverage.CONTRADICTED for point in points):
        return [CONTRADICTED]
    return [DOUBTFUL] if doubtful else []


def of_size(answer: str, sheet: Sheet) -> list[Flag]:
    """Return whether an answer is very long."""
    most = TOO_LONG * len(text.words(sheet.question.answer))
    return [LONG] if len(text.words(answer)) > most else []


def of_score(score: float) -> list[Flag]:
    """Return whether a score (0..1) is close to a band's border."""
    return (
        [CLOSE]
        if any(abs(score - border) < CLOSE_TO for border in (PARTLY_FROM, GOT_IT_FROM))
        else []
    )
