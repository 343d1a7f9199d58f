"""Guards against answers that look right only to a counter of words."""

from __future__ import annotations

import re

from quizbot.grading import text


def says_nothing_new(answer: str, discounted: frozenset[str]) -> bool:
    """Tell whether an answer has no stem beyond the question's own words."""
    return not text.stem_set(answer) - discounted


FEWEST_FUNCTION_WORDS = 0.15
"""Share of function words under which words are a list, not sentences.

In answers to the first 265 questions real ones have at least 0.26, lists of terms at most
0.14; between the two are notes, such as "freeze W, train a low-rank update beside it".
"""
FEWEST_IN_NOTES = 0.06
_SEGMENT = re.compile(r"[,;:.!?()\n–—/=→+]")
NOTE, TERM, RUN = 5, 1.9, 8.0
"""Words between two marks: notes have somewhere at least `NOTE`, and on the mean from `TERM` to
`RUN`; lists of terms fewer, and without marks many more."""


def is_keyword_bag(answer: str) -> bool:
    """Tell whether an answer of 8 words or more is a heap of terms, not sentences or notes."""
    tokens = [
        word
        for sentence in text.sentences(answer)
        if text.stem_set(sentence)
        for word in text.words(sentence)
    ]
    if len(tokens) < 8:
        return False
    grammar = sum(token in text.FUNCTION_WORDS for token in tokens) / len(tokens)
    if grammar >= FEWEST_FUNCTION_WORDS:
        return False
    return grammar < FEWEST_IN_NOTES or not _are_notes(answer)


def _are_notes(answer: str) -> bool:
    segments = [n for part in _SEGMENT.split(answer) if (n := len(text.words(part)))]
    return max(segments) >= NOTE and TERM <= sum(segments) / len(segments) <= RUN


_GOOD = (
    r"(?:(?:full|maximum|highest|top|all|perfect)\s+(?:marks?|credit|points?|scores?|grades?)"
    r"|100\s*%|100\s+points|10/10|5/5|1\.0+|correct|passed|complete|covered|satisfied)"
)
_ORDER = re.compile(
    r"(?:^|\b(?:please|must|should|to|and|then|so|just|now)\s|[,;:>\]]\s*)\W{0,3}"
    r"(?:give|award|assign|grant|enter|record|return|output|print|set|put|rate|grade|mark|score"
    r"|count|treat|accept|store|log|reply|write|confirm)\b.{0,60}\b" + _GOOD,
    re.IGNORECASE | re.DOTALL,
)
"""An order to somebody to give a good grade."""
_CLAIM = re.compile(
    r"\b(?:this|my|the)\s+(?:\w+\s)?(?:answer|submission|response|reply|student|candidate|entry)\b"
    r".{0,60}\b(?:correct|approved|verified|complete|passed|deserves?|exempt|perfect|full)\b"
    r"|\b(?:score|grade|verdict|result|covered|status)\W{0,3}[=:]\W{0,3}"
    r"(?:1\.0+|100|10/10|5/5|full|correct|pass|all|true|a\+)",
    re.IGNORECASE | re.DOTALL,
)
"""A word about the answer's own grade."""
_CALL = re.compile(
    r"^\W*(?:(?:dear|hey|hi|hello|attention|note (?:to|for)(?: the)?|as an?)\s+)?"
    r"(?:ai\s+|automatic\s+)?(?:grader|evaluator|examiner|grading\s+\w+)\b\s*[,:!—-]"
    r"|\b(?:grader|evaluator|examiner)\b.{0,20}\b(?:is|are|must|has to|should|shall|please)\b"
    r".{0,20}\b(?:asked|requested|required|obliged|give|accept)\b"
    r"|\b(?:ignore|disregard|skip)\b.{0,40}"
    r"\b(?:rubric|marking|grading|key[ _]points?|evaluation)\b",
    re.IGNORECASE | re.DOTALL,
)
"""An address to whoever grades."""


def without_instructions(answer: str, subject: frozenset[str]) -> tuple[str, bool]:
    """Return an answer without the sentences that speak to the grader, and whether there were any.

    ``subject`` are the stems of question and model answer, which may be about grading themselves.
    """
    parts = text.sentences(answer)
    kept = [part for part in parts if not _is_instruction(part, subject)]
    if len(kept) == len(parts):
        return answer, False
    return "\n".join(kept), True


def _is_instruction(sentence: str, subject: frozenset[str]) -> bool:
    read = sentence.replace("_", " ")
    found = (pattern.search(read) for pattern in (_ORDER, _CLAIM, _CALL))
    return any(match and not text.stem_set(match[0]) <= subject for match in found)


def said_once(answer: str) -> str:
    """Return an answer without the sentences that stood in it before, word for word."""
    parts = text.sentences(answer)
    kept: dict[tuple[str, ...], str] = {}
    for part in parts:
        kept.setdefault(tuple(text.words(part)), part)
    return answer if len(kept) == len(parts) else "\n".join(kept.values())


GIVEN_AWAY = 0.8
"""A sentence with so large a share of its telling stems from prompt and hints says nothing new."""


def without_repetition(answer: str, prompt: frozenset[str], hints: frozenset[str]) -> str:
    """Return an answer without the sentences that only repeat the hints; both are stems."""
    parts = text.sentences(answer)
    kept = [part for part in parts if not _repeats(text.stem_set(part), prompt, hints)]
    return answer if len(kept) == len(parts) else "\n".join(kept)


def _repeats(stems: frozenset[str], prompt: frozenset[str], hints: frozenset[str]) -> bool:
    given = len(stems & (prompt | hints)) >= GIVEN_AWAY * len(stems)
    return given and bool((stems & hints) - prompt)
