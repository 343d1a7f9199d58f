"""Whether a passage says the same as a key point, or its opposite."""

from __future__ import annotations

from quizbot.grading import text

_NEGATION_WORDS = """
not no never nothing none neither nor without nobody nowhere hardly
"""
_NEGATIONS = frozenset(_NEGATION_WORDS.split())


_MERELY = frozenset(["alone", "just", "merely", "only"])
"""What is "not only" so is so."""


def same(phrase: str, passage: str) -> bool:
    """Tell whether what a phrase and a passage share is negated in both or in neither.

    Only the clauses that share most are looked at; two negations cancel each other.
    """
    shared = text.stem_set(phrase) & text.stem_set(passage)
    return bool(_parities(phrase, shared) & _parities(passage, shared)) or not shared


def _parities(words: str, shared: frozenset[str]) -> set[int]:
    """Return how often, modulo 2, the clauses with most of the shared stems negate."""
    clauses = [(len(text.stem_set(clause) & shared), clause) for clause in text.clauses(words)]
    most = max((n for n, _ in clauses), default=0)
    return {_negations(clause) % 2 for n, clause in clauses if n == most}


def _negations(clause: str) -> int:
    words = text.spelled_out(clause)
    merely = bool(_MERELY & set(words)) and "not" in words
    return sum(word in _NEGATIONS for word in words) - merely
