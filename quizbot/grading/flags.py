"""Reasons for a human to look at a grade; none of them changes it."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.verdict import GOT_IT_FROM, PARTLY_FROM, Coverage, Flag, FlagKind, PointVerdict
from quizbot.grading import opposites, polarity, text
from quizbot.grading.rubric import Match
from quizbot.grading.sheet import Sheet

KEYWORDS = Flag(FlagKind.KEYWORDS)
JUMBLED = Flag(FlagKind.JUMBLED)
ELSEWHERE = Flag(FlagKind.ELSEWHERE)
INSTRUCTIONS = Flag(FlagKind.INSTRUCTIONS)
NEGATED = Flag(FlagKind.NEGATED)
MISTAKE = Flag(FlagKind.MISTAKE)
LONG = Flag(FlagKind.LONG)
CLOSE = Flag(FlagKind.CLOSE)

TOO_LONG = 2.0
"""An answer so many times longer than the model answer is flagged."""
CLOSE_TO = 0.03
"""Of a band's border."""


def of_content(
    answer: str, sheet: Sheet, points: Sequence[PointVerdict], matches: Sequence[Match]
) -> list[Flag]:
    """Return what an answer seems to turn around: negations, opposites, roles."""
    matched = [
        match
        for point, match in zip(points, matches, strict=False)
        if point.coverage is Coverage.COVERED
    ]
    found: list[Flag] = []
    denied = sum(_denied(match) for match in matched)
    if denied and 2 * denied >= len(matched):
        found.append(NEGATED)
    found += [Flag(FlagKind.OPPOSITE, pair) for pair in _opposites(matched)]
    if matched and (swapped := sheet.roles.swapped(answer)):
        found.append(Flag(FlagKind.SWAPPED, swapped))
    return found


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


def _denied(match: Match) -> bool:
    return not any(polarity.same(phrase, match.passage) for phrase in match.phrases)


def _opposites(matched: Sequence[Match]) -> list[tuple[str, str]]:
    """Return the opposites in passages that agree with no phrase free of them."""
    found = []
    for match in matched:
        pairs = [opposites.opposite(phrase, match.passage) for phrase in match.phrases]
        if pairs and all(pairs):
            found += [pair for pair in pairs[:1] if pair]
    return list(dict.fromkeys(found))
