"""The shipped bank: complete, fitting Discord, its choices fair."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.domain.question import Level, Question
from quizbot.domain.verdict import Coverage
from quizbot.grading.grader import Grader

FOLDER = Path(__file__).resolve().parents[2] / "questions"


@pytest.fixture(scope="module")
def grader(bank: Library) -> Grader:
    return Grader(bank.questions.values())


def test_every_concept_of_a_shipped_topic_is_covered(bank: Library) -> None:
    concepts = library.known_concepts(FOLDER)
    covered = {concept for question in bank.questions.values() for concept in question.covers}
    wanted = {concept for concept, topic in concepts.items() if topic in bank.titles}
    assert wanted - covered == set()
    assert {"diffusion", "gans", "vaes"} <= set(bank.titles)


def test_every_topic_has_three_questions_of_each_level(bank: Library) -> None:
    levels = Counter((q.topic, q.level) for q in bank.questions.values())
    short = {
        (topic, level): levels[topic, level]
        for topic in bank.titles
        for level in Level
        if levels[topic, level] < 3
    }
    assert short == {}


def test_every_question_is_whole(bank: Library) -> None:
    for q in bank.questions.values():
        assert len(q.choices) == 4, q.id
        assert all(choice.why for choice in q.choices if not choice.correct), q.id
        assert q.hints, q.id
        assert q.references, q.id
        assert q.covers, q.id
        assert 60 <= len(q.answer.split()) <= 220, q.id
        assert all(len(point.accept) >= 2 for point in q.key_points), q.id


def test_the_correct_choice_does_not_give_itself_away(bank: Library) -> None:
    questions = list(bank.questions.values())
    positions = Counter(q.correct_choice for q in questions)
    longest = sum(
        max(q.choices, key=lambda c: len(c.text)).correct
        and [len(c.text) for c in q.choices].count(max(len(c.text) for c in q.choices)) == 1
        for q in questions
    )
    assert all(0.2 <= positions[i] / len(questions) <= 0.3 for i in range(4))
    assert longest / len(questions) <= 0.35


def test_the_model_answer_covers_every_point(bank: Library, grader: Grader) -> None:
    missed = [
        (q.id, point.point)
        for q in bank.questions.values()
        for point in grader.grade(q, q.answer).points
        if point.coverage is not Coverage.COVERED
    ]
    assert missed == []


def test_the_prompt_alone_covers_nothing(bank: Library, grader: Grader) -> None:
    given_away = [
        (q.id, point.point)
        for q in bank.questions.values()
        for point in grader.grade(q, q.prompt).points
        if point.coverage is not Coverage.MISSING
    ]
    assert given_away == []
