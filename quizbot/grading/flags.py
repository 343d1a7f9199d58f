"""Reasons for a human to look at a grade; none of them changes it."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.verdict import GOT_IT_FROM, PARTLY_FROM, Coverage, PointVerdict
from quizbot.grading import contrast, polarity, text
from quizbot.grading.rubric import Match
from quizbot.grading.sheet import Sheet

KEYWORDS = "a list of keywords rather than sentences"
JUMBLED = "words strung together, in an order that sentences do not have"
ELSEWHERE = "more like an answer to another question"
INSTRUCTIONS = "speaks to the grader; those sentences were left out"
NEGATED = "denies what the key points say"
MISTAKE = "states a common mistake"
LONG = "very long beside the model answer"
CLOSE = "close to the border between two bands"

TOO_LONG = 2.0
"""An answer so many times longer than the model answer is flagged."""
CLOSE_TO = 0.03
"""Of a band's border."""


def of_content(
    answer: str, sheet: Sheet, points: Sequence[PointVerdict], matches: Sequence[Match]
) -> list[str]:
    """Return what an answer seems to turn around: negations, opposites, roles."""
    matched = [
        match
        for point, match in zip(points, matches, strict=False)
        if point.coverage is Coverage.COVERED
    ]
    found = []
    denied = sum(_denied(match) for match in matched)
    if denied and 2 * denied >= len(matched):
        found.append(NEGATED)
    found += [f'has "{other}" where a point has "{one}"' for one, other in _opposites(matched)]
    if matched and (swapped := sheet.roles.swapped(answer)):
        found.append('says of "{}" what belongs to "{}", or the other way round'.format(*swapped))
    return found


def of_size(answer: str, sheet: Sheet) -> list[str]:
    """Return whether an answer is very long."""
    most = TOO_LONG * len(text.words(sheet.question.answer))
    return [LONG] if len(text.words(answer)) > most else []


def of_score(score: float) -> list[str]:
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
        pairs = [contrast.opposite(phrase, match.passage) for phrase in match.phrases]
        if pairs and all(pairs):
            found += [pair for pair in pairs[:1] if pair]
    return list(dict.fromkeys(found))
