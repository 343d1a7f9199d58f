"""Measure the grader on the bank's marked answers, and on answers that must earn nothing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.purpose import Purpose
from quizbot.domain.question import Question
from quizbot.domain.verdict import Band, Coverage, Verdict
from quizbot.grading import text
from quizbot.grading.agreement import pearson, within
from quizbot.grading.grader import Grader

FALSE = frozenset({AnswerKind.WRONG, AnswerKind.SWAPPED})
UNPAID = 0.2
"""What earns nothing stays below it."""
DOES_NOT_KNOW = ("I do not know.", "no idea, sorry", "We never had that, ask me something else.")


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer to a question and what the grader made of it; ``given`` has the people's marks."""

    given: MarkedAnswer
    verdict: Verdict


def report(bank: Library, answers: Sequence[MarkedAnswer], grader: Grader) -> Iterator[str]:
    """Yield the report line by line; it takes some minutes."""
    yield f"Grader {grader.version}."
    for purpose in (Purpose.TUNING, Purpose.OTHER_QUESTIONS, Purpose.OTHER_ANSWERS):
        given = [one for one in answers if Purpose.of(one.question_id, one.answer) is purpose]
        tried = graded(bank, given, grader)
        yield ""
        yield f"{_PARTS[purpose]}: {len(tried):,} answers"
        yield from of_answers(tried)
    yield ""
    yield f"Earning nothing (under {UNPAID}), asked of questions for testing:"
    yield from unpaid(bank, answers, grader)


_PARTS = {
    Purpose.TUNING: "Questions that the numbers were fitted to",
    Purpose.OTHER_QUESTIONS: "Questions that nothing was fitted to",
    Purpose.OTHER_ANSWERS: "New answers to questions that it was trained on",
}


def graded(bank: Library, answers: Sequence[MarkedAnswer], grader: Grader) -> list[Tried]:
    """Grade answers, as many at once as there are cores."""

    def grade(one: MarkedAnswer) -> Tried:
        return Tried(one, grader.grade(bank.questions[one.question_id], one.answer))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(grade, answers))


def of_answers(tried: Sequence[Tried]) -> Iterator[str]:
    """Yield how marked answers were graded, beside what people gave."""
    marked = [one for one in tried if one.given.score is not None]
    people = np.array([one.given.score for one in marked], np.float64)
    scores = np.array([one.verdict.score for one in marked])
    names = np.array([one.given.question_id for one in marked])
    bands = np.mean([Band.of(p) is Band.of(s) for p, s in zip(people, scores, strict=True)])
    inside = within(names, people, scores)
    yield (
        f"  r {pearson(scores, people):.3f}, within a question {inside:.3f}, "
        f"RMSE {np.sqrt(np.mean((scores - people) ** 2)):.3f}, same band {bands:.0%}"
    )
    false = np.array([one.given.kind in FALSE and (one.given.score or 0) <= 0.2 for one in marked])
    yield (
        f"  wrong or swapped: {np.mean(scores[false] >= 0.3):.1%} at 0.3 or more, "
        f"{np.mean(scores[false] >= 0.75):.1%} at 0.75 or more"
    )
    right = [one for one in marked if (one.given.score or 0) >= 0.75]
    yield (
        f"  right: {_share(one.verdict.score >= 0.6 for one in right)} at 0.6 or more, "
        f"{_share(bool(one.verdict.corrections) for one in right)} told that something is worth "
        f"correcting, {_share(any(_turned(one)) for one in right)} of a point turned round"
    )
    turned = np.concatenate([one.given.marks for one in marked]) == -1
    told = np.concatenate([[*_turned(one)] for one in marked])
    doubted = np.concatenate([[one.verdict.is_doubtful] * len(one.given.marks) for one in marked])
    first = _share(one.verdict.is_doubtful for one in right)
    yield (
        f"  points turned round: {np.mean(told[turned]):.0%} told, {np.mean(doubted[turned]):.0%} "
        f"in answers that moderators see first, as {first} of the right answers are; "
        f"{np.mean(turned[told]):.0%} of those told are so"
    )
    yield from _kinds(tried)


def _kinds(tried: Sequence[Tried]) -> Iterator[str]:
    kinds: defaultdict[AnswerKind, list[Tried]] = defaultdict(list)
    for one in tried:
        kinds[one.given.kind].append(one)
    for kind, ones in sorted(kinds.items()):
        scores = np.array([one.verdict.score for one in ones])
        given = [one.given.score for one in ones if one.given.score is not None]
        people = f"people {np.mean(given):.2f}, " if given else "no marks, "
        yield (
            f"    {kind:<10}{people}grader {scores.mean():.2f} "
            f"({np.mean(scores >= 0.6):.0%} at 0.6 or more), {len(ones)} answers"
        )


def _turned(one: Tried) -> Iterator[bool]:
    return (point.coverage is Coverage.CONTRADICTED for point in one.verdict.points)


def _share(found: Iterator[bool]) -> str:
    return f"{np.mean([*found]):.1%}"


def unpaid(bank: Library, answers: Sequence[MarkedAnswer], grader: Grader) -> Iterator[str]:
    """Yield for each kind of answer that earns nothing how many earn it, and the most earned."""
    asked = [
        question
        for question in bank.questions.values()
        if question.key_points and Purpose.of_question(question.id) is Purpose.OTHER_QUESTIONS
    ]
    full = {one.question_id: one.answer for one in answers if one.kind is AnswerKind.FULL}
    kinds: defaultdict[str, list[tuple[Question, str]]] = defaultdict(list)
    for question, other in pairwise([*asked, asked[0]]):
        far = asked[(asked.index(question) + len(asked) // 2) % len(asked)]
        kinds["the prompt"].append((question, question.prompt))
        kinds["the hints"].append((question, " ".join(question.hints)))
        kinds["does not know"] += [(question, said) for said in DOES_NOT_KNOW]
        kinds["model answer of the next question"].append((question, other.answer))
        kinds["model answer of a far question"].append((question, far.answer))
        kinds["full answer to a far question"].append((question, full[far.id]))
        kinds["model answer, words sorted"].append(
            (question, " ".join(sorted(text.words(question.answer))))
        )
    for kind, pairs in kinds.items():
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            scores = np.array([*pool.map(lambda pair: grader.grade(*pair).score, pairs)])
        yield (
            f"  {kind}: {np.mean(scores < UNPAID):.0%} of {len(pairs)}, at most {scores.max():.2f}"
        )
    own = np.array([grader.grade(question, question.answer).score for question in asked])
    yield f"The model answer itself: {np.mean(own >= 0.95):.0%} in full, at least {own.min():.2f}"
