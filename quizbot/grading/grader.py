"""The grader: question and answer to verdict. No clock, no chance, no network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizbot.domain.learned import NOTHING, Learned
from quizbot.domain.question import KeyPoint, Question
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.grading import guards, rubric

VERSION = "stems-1"


class Grader:
    """Grades answers by key points.

    It is built once from the bank, whose texts tell which words are telling.
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        self._idf = rubric.Idf.of(
            "\n".join((q.answer, *(phrase for point in q.key_points for phrase in point.phrasings)))
            for q in questions
        )

    def grade(self, question: Question, answer: str, learned: Learned = NOTHING) -> Verdict:
        """Grade a free-text answer by the question's key points.

        The score is the weighted share of covered points; an answer that only repeats the question
        earns nothing, a heap of keywords at most half.
        """
        discounted = rubric.question_stems(question)
        if guards.says_nothing_new(answer, discounted):
            points = tuple(
                PointVerdict(p.point, Coverage.MISSING, weight=p.weight)
                for p in question.key_points
            )
            return Verdict(0.0, points, grader=VERSION)
        passages = rubric.Passages.of(answer, discounted)
        points = tuple(
            rubric.judge(_with(point, learned), passages, discounted, self._idf)
            for point in question.key_points
        )
        score = rubric.coverage_score(points)
        flags = []
        if guards.is_keyword_bag(answer):
            score = min(score, 0.5)
            flags.append("a list of keywords rather than sentences")
        corrections = self._corrections(question, passages, discounted)
        return Verdict(round(score, 4), points, corrections, tuple(flags), VERSION, round(score, 4))

    def _corrections(
        self, question: Question, passages: rubric.Passages, discounted: frozenset[str]
    ) -> tuple[str, ...]:
        """Return the correction of each listed mistake the answer states nearly word for word."""
        return tuple(
            mistake.correction
            for mistake in question.mistakes
            if rubric.match([mistake.says], passages, discounted, self._idf)[0] >= 0.8
        )


def _with(point: KeyPoint, learned: Learned) -> KeyPoint:
    """Return a key point with the server's own ways to say it."""
    return replace(point, accept=(*point.accept, *learned.phrasings.get(point.point, ())))


def grade_choice(question: Question, choice: int) -> Verdict:
    """Grade a chosen option: right or wrong.

    Raises:
        IndexError: the question has no such choice.
    """
    chosen = question.choices[choice]
    corrections = () if chosen.correct or not chosen.why else (chosen.why,)
    return Verdict(1.0 if chosen.correct else 0.0, corrections=corrections, grader="choice-1")
