"""Which marked answers the grader is trained on, and which are kept to tune and to test it."""

from __future__ import annotations

import zlib
from enum import StrEnum

_SLICES = 16


class Purpose(StrEnum):
    """What a marked answer is for; it hangs on nothing but the question's id and the text."""

    TRAINING = "training"
    TUNING = "tuning"
    """Of questions that it was not trained on; its numbers are fitted to them."""
    OTHER_ANSWERS = "other answers"
    """For testing: it was trained on other answers to these questions."""
    OTHER_QUESTIONS = "other questions"
    """For testing: nothing at all was fitted to these questions."""

    @classmethod
    def of_question(cls, question_id: str) -> Purpose:
        """Return the part of a question: one in 8 is for testing, one in 16 for tuning."""
        slice_ = _slice(question_id)
        if slice_ % 8 == 0:
            return cls.OTHER_QUESTIONS
        return cls.TUNING if slice_ == 4 else cls.TRAINING

    @classmethod
    def of(cls, question_id: str, answer: str) -> Purpose:
        """Return the part of an answer: of each training question one in 16 is for testing."""
        part = cls.of_question(question_id)
        if part is cls.TRAINING and _slice(f"{question_id} {answer}") == 0:
            return cls.OTHER_ANSWERS
        return part


def _slice(text: str) -> int:
    return zlib.crc32(text.encode()) % _SLICES
