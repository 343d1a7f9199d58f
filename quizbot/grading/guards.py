"""Guards against answers that look right only to a counter of words."""

from __future__ import annotations

from quizbot.grading import text


def says_nothing_new(answer: str, discounted: frozenset[str]) -> bool:
    """Tell whether an answer has no stem beyond the question's own words."""
    return not text.stem_set(answer) - discounted


FEWEST_FUNCTION_WORDS = 0.15
"""Share of function words under which words are a list, not sentences.

In the answers under ``tests/grading/sets`` real ones have at least 0.26, lists of terms at most
0.14.
"""


def is_keyword_bag(answer: str) -> bool:
    """Tell whether an answer of 8 words or more is a heap of terms rather than sentences."""
    tokens = text.words(answer)
    grammar = sum(token in text.FUNCTION_WORDS for token in tokens)
    return len(tokens) >= 8 and grammar < FEWEST_FUNCTION_WORDS * len(tokens)
