"""Short answers: a name or a few words against the accepted ones, with forgiveness for typing."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from quizbot.domain.question import Question
from quizbot.domain.verdict import Verdict

SHORT_VERSION = "short-1"
FORGIVEN = ((15, 3), (9, 2), (5, 1))
"""From so many characters on, so many slips of the keyboard are forgiven.

A slip is a letter left out, too many, changed, or one that has changed places with the next.
"""
_LEADING = re.compile(r"^(?:the|an?)\s+")
_DIGITS = re.compile(r"\d+")


def grade_short(question: Question, answer: str) -> Verdict:
    """Grade a short answer: it is one of the accepted ones, give or take a slip, or it is not."""
    given = normalise(answer)
    right = any(_same(given, normalise(accepted)) for accepted in question.short_answers)
    return Verdict(1.0 if right else 0.0, grader=SHORT_VERSION, raw=1.0 if right else 0.0)


def normalise(answer: str) -> str:
    """Return an answer in small letters without accents, marks and leading article.

    The order of names does not count: ``Goodfellow, Ian`` is ``Ian Goodfellow``.
    """
    folded = unicodedata.normalize("NFKD", answer.casefold().replace("&", " and "))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    first, comma, second = plain.partition(",")
    if comma and "," not in second:
        plain = f"{second} {first}"
    words = re.sub(r"[^\w+#]+|_", " ", plain).strip()
    return _LEADING.sub("", words)


def _same(given: str, accepted: str) -> bool:
    """Tell whether two are the same but for slips; digits must be right, GPT-3 is not GPT-4."""
    if not given or _DIGITS.findall(given) != _DIGITS.findall(accepted):
        return False
    slips = next((n for length, n in FORGIVEN if len(accepted) >= length), 0)
    if given.replace(" ", "") == accepted.replace(" ", ""):
        return True
    return OSA.distance(given, accepted, score_cutoff=slips) <= slips
