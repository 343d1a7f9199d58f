"""How choices are shown: in which order, and by which letters.

They are shuffled, so that no place is the right one more often. Those that speak of the others
("None of the above") are shown last, in their order. Where one names others by their letters
("Both A and B"), or the model answer does, all stay as they were written, under these letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from quizbot.domain import question_choice_words as words
from quizbot.domain.question import Question

LETTERS = words.ALPHABETS[0]
_NUMBERS = tuple(str(number + 1) for number in range(len(LETTERS)))


def shown_order(question: Question, seed: int) -> tuple[int, ...]:
    """Return the indices of a question's choices in the order to show.

    The same seed gives the same order.
    """
    texts = [choice.text for choice in question.choices]
    if alphabet_named(question) is not None:
        return tuple(range(len(texts)))
    last = [place for place, text in enumerate(texts) if words.is_about_others(text)]
    first = [place for place in range(len(texts)) if place not in last]
    return (*(first[place] for place in shuffled(len(first), seed)), *last)


def shuffled(count: int, seed: int) -> tuple[int, ...]:
    """Return the numbers below ``count`` in an order that the seed alone decides."""
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311  not a secret
    return tuple(order)


def picked(question: Question, places: Iterable[int], seed: int) -> tuple[int, ...] | None:
    """Return the indices of the choices shown at ``places`` (from 0), ascending.

    None where there is no place, or no such one.
    """
    order = shown_order(question, seed)
    taken = {*places}
    known = bool(taken) and max(taken) < len(order)
    return tuple(sorted(order[place] for place in taken)) if known else None


def labels(question: Question) -> Sequence[str]:
    """Return the letters, or numbers, under which the choices are listed in shown order."""
    alphabet = alphabet_named(question)
    return _NUMBERS if alphabet == "" else alphabet or LETTERS


def alphabet_named(question: Question) -> str | None:
    """Return the letters by which choices are named in the question's own texts, or None.

    An empty text stands for numbers.
    """
    texts = [choice.text for choice in question.choices]
    naming = {i: found for i, text in enumerate(texts) if (found := words.named_places(text))}
    for alphabet, places in naming.values():
        are_numbers = not alphabet and any(text.isdecimal() for text in texts)
        if not are_numbers and all(p < len(texts) and p not in naming for p in places):
            return alphabet
    told = "\n".join([question.answer, *(choice.why for choice in question.choices)])
    named = words.letters_named(told)
    return LETTERS if texts and named and max(named) < len(texts) else None
