"""Guards against answers that look right only to a counter of words."""

from __future__ import annotations

from quizbot.grading import text


def says_nothing_new(answer: str, discounted: frozenset[str]) -> bool:
    """Tell whether an answer has no stem beyond the question's own words."""
    return not text.stem_set(answer) - discounted


def is_keyword_bag(answer: str) -> bool:
    """Tell whether an answer is a heap of terms: 8 words or more, under 8 % function words."""
    tokens = text.words(answer)
    grammar = sum(token in text.FUNCTION_WORDS for token in tokens)
    return len(tokens) >= 8 and grammar < 0.08 * len(tokens)
