"""Three questions of made-up words, and a tokenizer that has a number for each word."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.question import KeyPoint, Level, Question

_NUMBERS: dict[str, int] = {}


def tokenise(text: str) -> list[int]:
    """Return one number for each different word."""
    return [_NUMBERS.setdefault(word, 1000 + len(_NUMBERS)) for word in text.casefold().split()]


def words(tokens: Sequence[int]) -> list[str]:
    """Return the words of tokens; a mark of the reader has an empty one."""
    names = {number: word for word, number in _NUMBERS.items()}
    return [names.get(token, "") for token in tokens]


def _question(name: str, topic: str) -> Question:
    points = tuple(
        KeyPoint(f"{name} point{i}", (f"{name} way{i}",), contrary=(f"{name} never{i}",))
        for i in range(4)
    )
    return Question(name, topic, Level.BEGINNER, f"what is {name}", f"{name} is that.", points)


QUESTIONS = [_question("one", "a"), _question("two", "a"), _question("three", "b")]
