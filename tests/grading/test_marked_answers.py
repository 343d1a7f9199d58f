"""What the grader makes of marked answers to questions that nothing was fitted to.

The limits are what it reaches on this part of them, rounded down; a change that makes it worse
fails here.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.bank.purpose import Purpose
from quizbot.domain.question import Question
from quizbot.domain.verdict import Band, Coverage
from quizbot.grading import marked_report
from quizbot.grading.agreement import pearson
from quizbot.grading.grader import Grader
from quizbot.grading.marked_report import Tried
from quizbot.grading.reading.reading_input import readable

EVERY = 4
RIGHT = (AnswerKind.FULL, AnswerKind.UNUSUAL, AnswerKind.TERSE, AnswerKind.NEGATION)


@pytest.fixture(scope="module")
def tried(
    grader: Grader, bank: Library, held_out: list[tuple[Question, MarkedAnswer]]
) -> list[Tried]:
    given = [one for _, one in held_out if one.score is not None]
    return marked_report.graded(bank, given[::EVERY], grader)


def people(tried: list[Tried]) -> np.ndarray:
    return np.array([one.given.score for one in tried], np.float64)


def scores(tried: list[Tried], *kinds: AnswerKind) -> np.ndarray:
    return np.array([o.verdict.score for o in tried if not kinds or o.given.kind in kinds])


def test_it_agrees_with_people(tried: list[Tried]) -> None:
    given, found = people(tried), scores(tried)
    assert pearson(given, found) >= 0.82
    assert np.sqrt(np.mean((given - found) ** 2)) <= 0.23
    assert np.mean([Band.of(a) is Band.of(b) for a, b in zip(given, found, strict=True)]) >= 0.72


@pytest.mark.parametrize("kind", RIGHT)
def test_right_answers_earn_most_of_the_points(tried: list[Tried], kind: AnswerKind) -> None:
    assert np.mean(scores(tried, kind) >= 0.6) >= 0.8


def test_wrong_answers_in_the_right_words_do_not(tried: list[Tried]) -> None:
    found = scores(tried, AnswerKind.WRONG, AnswerKind.SWAPPED)
    assert np.mean(found >= 0.3) <= 0.15
    assert np.mean(found >= 0.75) <= 0.02


def test_a_part_earns_a_part(tried: list[Tried]) -> None:
    given = people([one for one in tried if one.given.kind is AnswerKind.PARTIAL])
    assert abs(given.mean() - scores(tried, AnswerKind.PARTIAL).mean()) <= 0.12


def test_more_of_the_answer_earns_more(tried: list[Tried]) -> None:
    order = (AnswerKind.VAGUE, AnswerKind.PARTIAL, AnswerKind.GOOD, AnswerKind.FULL)
    means = [scores(tried, kind).mean() for kind in order]
    assert means == sorted(means)


def test_right_answers_are_not_corrected(tried: list[Tried]) -> None:
    right = [one for one in tried if (one.given.score or 0) >= 0.75]
    corrected = [one for one in right if one.verdict.corrections]
    turned = [
        one
        for one in right
        if any(point.coverage is Coverage.CONTRADICTED for point in one.verdict.points)
    ]
    assert len(corrected) <= 0.01 * len(right), corrected
    assert len(turned) <= 0.03 * len(right), turned


def test_points_turned_round_are_found_and_shown_to_moderators(tried: list[Tried]) -> None:
    turned = [one for one in tried if -1 in one.given.marks]
    assert np.mean([one.verdict.is_doubtful for one in turned]) >= 0.6


def test_evidence_is_a_part_of_what_was_written(tried: list[Tried]) -> None:
    for one in tried:
        written = re.findall(r"\w+", readable(one.given.answer))
        for point in one.verdict.points:
            said = re.findall(r"\w+", point.evidence)
            starts = range(len(written) - len(said) + 1)
            assert any(written[i : i + len(said)] == said for i in starts), point.evidence
            assert bool(said) is (point.coverage is not Coverage.MISSING)


def test_the_report_has_its_figures(
    grader: Grader, shipped: Library, held_out: list[tuple[Question, MarkedAnswer]]
) -> None:
    """On one question for each part; the whole takes minutes."""
    names: dict[Purpose, str] = {}
    for name, question in shipped.questions.items():
        if question.key_points:
            names.setdefault(Purpose.of_question(name), name)
    few = replace(shipped, questions={name: shipped.questions[name] for name in names.values()})
    answers = [one for _, one in held_out if one.question_id in few.questions]
    lines = [*marked_report.unpaid(few, answers, grader)]
    assert [line.strip().split(":")[0] for line in lines][:2] == ["the prompt", "the hints"]
    assert all("100%" in line for line in lines[:3])
