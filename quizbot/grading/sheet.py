"""A question prepared for grading: what is looked for, and what counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from quizbot.domain.question import Question
from quizbot.grading import rubric, text
from quizbot.grading.calibration import WordNumbers
from quizbot.grading.corrections import Corrections
from quizbot.grading.lexicon import Lexicon
from quizbot.grading.likeness import Reference, likeness
from quizbot.grading.rubric import Match, Passages, Phrases
from quizbot.grading.spelling import Spelling


class Sheet:
    """Key points, mistakes and full-mark answers of one question.

    ``discounted`` are the stems of its prompt, which prove nothing when an answer repeats them,
    ``hinted`` those of its hints, ``subject`` all of prompt, model answer and points.
    """

    def __init__(self, question: Question, accepted: Sequence[str], lexicon: Lexicon) -> None:
        self.question = question
        self._accepted = accepted
        self.discounted = discounted(question)
        self.hinted = frozenset[str]().union(*map(text.stem_set, question.hints))
        self._lexicon = lexicon
        ways = [point.phrasings for point in question.key_points]
        self._stems = [frozenset().union(*map(text.stem_set, group)) for group in ways]
        self.subject = self.discounted.union(text.stem_set(question.answer), *self._stems)
        self.corrections = Corrections(question, accepted, lexicon)
        texts = (question.prompt, question.answer, *accepted, *(w for group in ways for w in group))
        self.spelling = Spelling(texts, lexicon.idf.weights.__contains__)

    @cached_property
    def _points(self) -> Phrases:
        ways = [point.phrasings for point in self.question.key_points]
        return Phrases.of(ways, self.discounted, self._lexicon)

    @cached_property
    def _references(self) -> list[Reference]:
        return [
            Reference(answer, self.discounted, self._lexicon)
            for answer in (self.question.answer, *self._accepted)
        ]

    def matches(self, answer: str, written: str, numbers: WordNumbers) -> list[Match]:
        """Return the best match of each key point; ``written`` is the answer with its slips."""
        passages = Passages.of(answer, self.discounted, self._lexicon, written)
        estimates = numbers.estimate(rubric.compare(self._points, passages))
        return [
            rubric.best_match(self._points, passages, estimates, i)
            for i in range(len(self.question.key_points))
        ]

    def says_one_point(self, found: Sequence[tuple[int, Match]]) -> bool:
        """Tell whether all that was found is one point, however often said.

        ``found`` are the numbers and matches of the points found. Another point is there by itself
        if its passage shares a word with it that no way to say the first one has.
        """
        return any(
            not any(
                text.stem_set(match.passage) & self._stems[i] - self._stems[one]
                for i, match in found
                if i != one
            )
            for one, _ in found
        )

    def likeness(self, answer: str) -> float:
        """Return how alike an answer is to the model answer or an accepted one, 0..1."""
        return likeness(self._references, answer, self.discounted, self._lexicon)


def discounted(question: Question) -> frozenset[str]:
    """Return the stems of the prompt; those of an answer that it names as a choice still count."""
    prompt, answer = text.stem_set(question.prompt), text.stem_set(question.answer)
    return prompt if answer - prompt else prompt - answer
