"""Measure a trained reader on answers it was not trained on: ``python -m tests.training.measure``.

It takes two or three minutes. The estimate is `OF_POINTS` of the points' share and the rest of the
whole; no curve is fitted.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean

import numpy as np

from quizbot.bank import library, marked
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain import scoring
from quizbot.domain.question import Question
from quizbot.domain.verdict import Band
from quizbot.grading.evaluate import pearson
from tests.training import reader
from tests.training.purpose import Purpose
from tests.training.reader import Read, Reader

ROOT = Path(__file__).resolve().parents[2]
WORTH = np.array([-1.0, 0.0, 0.5, 1.0])
"""What a point is worth that is contradicted, left out, said in part, said."""
OF_POINTS, TOLD = 0.3, 0.53
"""The points' share of the estimate; from this probability on a point is told as contradicted."""
FALSE = frozenset({AnswerKind.WRONG, AnswerKind.SWAPPED})


def estimate(question: Question, read: Read) -> float:
    """Return what the reader makes of an answer, 0..1."""
    share = scoring.share(question.key_points, [float(value) for value in read.said @ WORTH])
    return OF_POINTS * min(max(share, 0.0), 1.0) + (1 - OF_POINTS) * read.whole


def lines(
    asked: Sequence[Question], given: Sequence[MarkedAnswer], read: Sequence[Read]
) -> Iterator[str]:
    """Yield the figures of some marked answers."""
    people = np.array([one.score for one in given], np.float64)
    scores = np.array([estimate(q, r) for q, r in zip(asked, read, strict=True)])
    names = np.array([question.id for question in asked])
    inside = [pearson(scores[names == name], people[names == name]) for name in sorted(set(names))]
    bands = fmean(Band.of(p) is Band.of(s) for p, s in zip(people, scores, strict=True))
    yield (
        f"r {pearson(scores, people):.3f}, within a question {np.nanmean(inside):.3f}, "
        f"RMSE {np.sqrt(np.mean((scores - people) ** 2)):.3f}, same band {bands:.0%}"
    )
    false = scores[[one.kind in FALSE and (one.score or 0) <= 0.2 for one in given]]
    right = people >= 0.75
    told = np.array([(one.said[:, 0] >= TOLD).any() for one in read])
    yield (
        f"wrong or swapped at 0.3 or more {np.mean(false >= 0.3):.1%}, "
        f"at 0.75 or more {np.mean(false >= 0.75):.1%}; "
        f"right at 0.6 or more {np.mean(scores[right] >= 0.6):.1%}, "
        f"told of a contradiction {told[right].mean():.1%}"
    )
    turned = np.concatenate([one.marks for one in given]) == -1
    found = np.concatenate([one.said[:, 0] for one in read]) >= TOLD
    yield f"of {turned.sum()} contradicted points {found[turned].mean():.0%} found"
    kinds: defaultdict[AnswerKind, list[tuple[float, float]]] = defaultdict(list)
    for one, theirs, ours in zip(given, people, scores, strict=True):
        kinds[one.kind].append((theirs, ours))
    for kind, pairs in sorted(kinds.items()):
        theirs, ours = np.mean(pairs, axis=0)
        yield f"{kind:<10} people {theirs:.2f}, reader {ours:.2f}"


def foreign(reads: Reader, asked: Sequence[Question]) -> str:
    """Return what model answers of a question far from each one would earn, and its own one."""
    far = [*asked[len(asked) // 2 :], *asked[: len(asked) // 2]]
    earned = [
        [
            estimate(q, reads.read(q.prompt, q.key_points, one.answer))
            for q, one in zip(asked, ones, strict=True)
        ]
        for ones in (far, asked)
    ]
    others, own = map(np.array, earned)
    return (
        f"model answers of other questions at 0.2 or more: {np.mean(others >= 0.2):.0%}, at most "
        f"{others.max():.2f}; of the question itself under 0.2: {np.mean(own < 0.2):.0%}"
    )


def report(reads: Reader, bank: Library, answers: Sequence[MarkedAnswer]) -> Iterator[str]:
    """Yield the whole report."""

    def read(one: MarkedAnswer) -> Read:
        question = bank.questions[one.question_id]
        return reads.read(question.prompt, question.key_points, one.answer)

    for purpose in (Purpose.OTHER_QUESTIONS, Purpose.OTHER_ANSWERS):
        given = [
            one
            for one in answers
            if one.score is not None and Purpose.of(one.question_id, one.answer) is purpose
        ]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(read, given))
        yield f"{purpose}: {len(given)} answers"
        yield from lines([bank.questions[one.question_id] for one in given], given, found)
    asked = [
        question
        for question in bank.questions.values()
        if question.key_points and Purpose.of_question(question.id) is Purpose.OTHER_QUESTIONS
    ]
    yield foreign(reads, asked)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.training.measure", description=__doc__)
    parser.add_argument("weights", type=Path, nargs="?", default=reader.PACKAGED)
    chosen = parser.parse_args()
    bank = library.load(ROOT / "questions")
    answers, _ = marked.load(ROOT / "questions", bank.questions)
    print("\n".join(report(reader.load(chosen.weights), bank, answers)))


if __name__ == "__main__":
    main()
