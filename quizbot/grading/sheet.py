"""A question prepared for grading: what is looked for, and what counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, PointVerdict
from quizbot.grading import rubric, text
from quizbot.grading.calibration import Calibration
from quizbot.grading.corrections import Corrections
from quizbot.grading.known_sentences import KnownSentences
from quizbot.grading.lexicon import Lexicon
from quizbot.grading.likeness import Reference, likeness
from quizbot.grading.rubric import Match, Passages, Phrases
from quizbot.grading.spelling import Spelling
from quizbot.grading.swapped_roles import Roles


class Sheet:
    """Key points, mistakes and full-mark answers of one question.

    ``discounted`` are the stems of its prompt, which prove nothing when an answer repeats them,
    ``hinted`` those of its hints, ``subject`` all of prompt, model answer and points.
    """

    def __init__(
        self,
        question: Question,
        accepted: Sequence[str],
        lexicon: Lexicon,
        calibration: Calibration,
    ) -> None:
        self.question = question
        self.discounted = discounted(question)
        self.hinted = frozenset[str]().union(*map(text.stem_set, question.hints))
        self._lexicon = lexicon
        self._calibration = calibration
        ways = [point.phrasings for point in question.key_points]
        self._stems = [frozenset().union(*map(text.stem_set, group)) for group in ways]
        self.subject = self.discounted.union(text.stem_set(question.answer), *self._stems)
        self._points = Phrases.of(ways, self.discounted, lexicon)
        self._known = KnownSentences(question.key_points)
        self.corrections = Corrections(question, accepted, lexicon)
        self._references = [
            Reference(answer, self.discounted, lexicon) for answer in (question.answer, *accepted)
        ]
        self.roles = Roles(question, lexicon.idf)
        texts = (question.prompt, question.answer, *accepted, *(w for group in ways for w in group))
        self.spelling = Spelling(texts, lexicon.idf.weights.__contains__)

    def matches(self, answer: str, written: str) -> list[Match]:
        """Return the best match of each key point; ``written`` is the answer with its slips."""
        passages = Passages.of(answer, self.discounted, self._lexicon, written)
        estimates = self._calibration.estimate(rubric.compare(self._points, passages))
        estimates = estimates * self._known.may_say(answer)[self._points.belongs]
        return [
            rubric.best_match(self._points, passages, estimates, i)
            for i in range(len(self.question.key_points))
        ]

    def judged(self, matches: Sequence[Match]) -> tuple[PointVerdict, ...]:
        """Return what was found of each key point."""
        found = []
        for point, match in zip(self.question.key_points, matches, strict=False):
            coverage = self._coverage(match.estimate)
            evidence = "" if coverage is Coverage.MISSING else match.written
            found.append(
                PointVerdict(
                    point.point, coverage, match.estimate, evidence, point.weight, point.any_of
                )
            )
        return tuple(found)

    def _coverage(self, estimate: float) -> Coverage:
        if estimate >= self._calibration.covered:
            return Coverage.COVERED
        return Coverage.UNSURE if estimate >= self._calibration.unsure else Coverage.MISSING

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
