"""How far the choices give themselves away to somebody who knows nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from quizbot.domain.question import Question

MOST_GUESSED = 0.35
"""The share of questions that a guess by style may get right; by chance it is a quarter."""
_ABSOLUTES = re.compile(
    r"\b(?:only|always|never|all|every|none|no|cannot|impossible|entirely|completely|alone)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:usually|often|mostly|typically|may|might|can|tends?|some|many|about|roughly|partly)\b",
    re.IGNORECASE,
)

Cue = Callable[[str, Question], float]


def _echo(text: str, question: Question) -> float:
    words = re.findall(r"\w+", text.casefold())
    asked = {*re.findall(r"\w+", question.prompt.casefold())}
    return sum(word in asked for word in {*words})


def _company(text: str, question: Question) -> float:
    """Count the words that an option shares with the others: distractors are made from the key."""
    own = {*re.findall(r"\w+", text.casefold())}
    others = (c.text for c in question.choices if c.text != text)
    return sum(len(own & {*re.findall(r"\w+", other.casefold())}) for other in others)


CUES: Mapping[str, Cue] = {
    "the longest": lambda text, _: len(text),
    "the shortest": lambda text, _: -len(text),
    "the fewest absolutes": lambda text, _: -len(_ABSOLUTES.findall(text)),
    "the most hedges": lambda text, _: len(_HEDGES.findall(text)),
    "the most words of the prompt": _echo,
    "the most words of the others": _company,
}
"""What somebody may go by who knows nothing; of equals one is taken by lot."""


def guessed(questions: Iterable[Question], cue: Cue) -> float:
    """Return the share (0..1) of questions with one right choice that a guess by a cue gets."""
    hopes = [_hope(question, cue) for question in questions if len(question.correct_choices) == 1]
    return sum(hopes) / len(hopes) if hopes else 0.0


def _hope(question: Question, cue: Cue) -> float:
    marks = [cue(choice.text, question) for choice in question.choices]
    best = [
        choice for choice, mark in zip(question.choices, marks, strict=True) if mark == max(marks)
    ]
    return sum(choice.correct for choice in best) / len(best)
