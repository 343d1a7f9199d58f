"""Answers that are copied from the model answer of another question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quizbot.domain.question import Question
from quizbot.grading import text

COPIED = 0.6
"""From this share of its words on an answer is a copy."""


class ModelAnswers:
    """The sentences of the model answers of a bank."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._having: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for question in questions:
            for sentence in text.sentences(question.answer):
                self._having[tuple(text.words(sentence))].add(question.id)

    def of_another(self, question: Question, answer: str) -> bool:
        """Tell whether most of an answer stands, word for word, in other model answers alone."""
        own = {tuple(text.words(sentence)) for sentence in text.sentences(question.answer)}
        sentences = [tuple(text.words(sentence)) for sentence in text.sentences(answer)]
        copied = sum(
            len(words)
            for words in sentences
            if words not in own and self._having.get(words, set()) - {question.id}
        )
        return copied > 0 and copied >= COPIED * sum(map(len, sentences))
