"""Finding questions by words, also misspelt ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from heapq import nsmallest

from rapidfuzz.distance import OSA

from quizbot.domain.question import Question


def find(text: str, questions: Iterable[Question], limit: int) -> list[Question]:
    """Return the questions that best match ``text``, at most ``limit``.

    Those that hold every word as it stands come first and in their order, then those that hold all
    words with a few letters wrong, the fewest first. Without words every question matches.
    """
    wanted = text.casefold().split()
    wrong = (
        (_letters_wrong(wanted, question), i, question) for i, question in enumerate(questions)
    )
    fitting = ((letters, i, question) for letters, i, question in wrong if letters is not None)
    return [question for _, _, question in nsmallest(limit, fitting, key=lambda row: row[:2])]


def _letters_wrong(wanted: Iterable[str], question: Question) -> int | None:
    """Return how many letters of the words are wrong in all; None where a word is missing."""
    text = f"{question.id} {question.topic} {question.prompt}".casefold()
    words = set(re.findall(r"\w+", text))
    total = 0
    for word in wanted:
        if word in text:
            continue
        most = min(len(word) // 4, 2)
        best = min((OSA.distance(word, other, score_cutoff=most) for other in words), default=9)
        if best > most:
            return None
        total += best
    return total
