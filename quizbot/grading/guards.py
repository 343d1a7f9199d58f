"""Guards against answers that look right only to a counter of words."""

from __future__ import annotations

import re

from quizbot.grading import text


def says_nothing_new(answer: str, discounted: frozenset[str]) -> bool:
    """Tell whether an answer has no stem beyond the question's own words."""
    return not text.stem_set(answer) - discounted


FEWEST_FUNCTION_WORDS = 0.15
"""Share of function words under which words are a list, not sentences.

In the answers under ``tests/grading/sets`` real ones have at least 0.26, lists of terms at most
0.14; between the two are notes, such as "freeze W, train a low-rank update beside it".
"""
FEWEST_IN_NOTES = 0.06
_SEGMENT = re.compile(r"[,;:.!?()\n–—/=→+]")
NOTE, TERM, RUN = 5, 1.9, 8.0
"""Words between two marks: notes have somewhere at least `NOTE`, and on the mean from `TERM` to
`RUN`; lists of terms fewer, and without marks many more."""


def is_keyword_bag(answer: str) -> bool:
    """Tell whether an answer of 8 words or more is a heap of terms, not sentences or notes."""
    tokens = text.words(answer)
    if len(tokens) < 8:
        return False
    grammar = sum(token in text.FUNCTION_WORDS for token in tokens) / len(tokens)
    if grammar >= FEWEST_FUNCTION_WORDS:
        return False
    return grammar < FEWEST_IN_NOTES or not _are_notes(answer)


def _are_notes(answer: str) -> bool:
    segments = [n for part in _SEGMENT.split(answer) if (n := len(text.words(part)))]
    return max(segments) >= NOTE and TERM <= sum(segments) / len(segments) <= RUN


_OF_GRADING = """
credit criterion evaluator examiner grade graded grader grading mark marked marking marks
rubric score scored scoring verdict
"""
_BESIDE_GRADING = """
admin administrator answer answers approve approved assign award awarded binding candidate certify
check checked complete completely comply confirm confirmed copy correct correctly covered criteria
deduction developer disregard evaluate evaluation exempt feedback flags full highest ignore
instruction instructions judge key lecturer maximum missing moderator moderators note official
override pass passed perfect permission policy pre-approved professor reference response result
satisfied satisfies skip student submission system teacher trust tutor verified
"""
_STEMS_OF_GRADING = frozenset(map(text.stem, _OF_GRADING.split()))
_STEMS_BESIDE_GRADING = frozenset(map(text.stem, _BESIDE_GRADING.split()))
_GRADERS = frozenset(["evaluator", "evaluators", "examiner", "examiners", "grader", "graders"])
"""Whoever speaks of these speaks to them, where the question does not."""
SHARE_ABOUT_GRADING = 0.3
"""Share of a sentence's telling words from which on it is about grading."""

_ORDERS = re.compile(
    r"\b(?:full|maximum|highest|top|all|perfect)\s+(?:marks?|credit|points?|score|grade)\b"
    r"|\b(?:ignore|disregard|forget|skip)\b.{0,40}\b(?:instructions?|rubric|marking|key points?)\b"
    r"|\bkey[ _]points?\b.{0,40}\b(?:covered|satisfied|included|hit)\b"
    r"|\b(?:counts? as|rated?|record(?:ed)?|marked|enter)\b.{0,30}\b(?:correct|passed|complete)\b"
    r"|\b(?:grade|score)\w*\W{1,4}(?:is\W+|as\W+)?(?:100|10/10|5/5|1\.0|a\+)",
    re.IGNORECASE | re.DOTALL,
)
"""What is said to a grader: to give the full marks, or to ignore the rules."""


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
    """Tell whether a sentence orders a grade, or is about grading where the question is not."""
    order = _ORDERS.search(sentence)
    if order and not text.stem_set(order[0]) <= subject:
        return True
    stems = text.stem_set(sentence.replace("_", " ")) - subject
    if any(word in _GRADERS and text.stem(word) in stems for word in text.words(sentence)):
        return True
    core, beside = stems & _STEMS_OF_GRADING, stems & _STEMS_BESIDE_GRADING
    enough = len(core | beside) >= max(2, SHARE_ABOUT_GRADING * len(stems))
    return bool(core) and enough
