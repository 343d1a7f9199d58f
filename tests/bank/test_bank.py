"""The shipped bank: complete, fitting Discord, its choices fair."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizbot.bank import library, marked, report
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind
from quizbot.bank.purpose import Purpose
from quizbot.commandline.check import lint_problems
from quizbot.domain.question import Level, Question
from quizbot.grading.grader import Grader

SOURCES = os.environ.get("QUIZBOT_SOURCE_DOCUMENTS")
FOLDER = Path(__file__).resolve().parents[2] / "questions"
TOPICS = sorted(file.stem for file in FOLDER.glob("*.yaml"))


def test_every_concept_is_covered(shipped: Library) -> None:
    concepts = library.known_concepts(FOLDER)
    covered = {concept for question in shipped.questions.values() for concept in question.covers}
    assert len(concepts) == 265
    assert covered == set(concepts)


def test_every_topic_has_three_questions_of_each_level(shipped: Library) -> None:
    levels = Counter((q.topic, q.level) for q in shipped.questions.values())
    short = {
        (topic, level): levels[topic, level]
        for topic in shipped.titles
        for level in Level
        if levels[topic, level] < 3
    }
    assert short == {}


def test_every_question_is_whole(shipped: Library) -> None:
    for q in shipped.questions.values():
        assert q.hints, q.id
        assert q.references, q.id
        if not q.key_points:
            assert q.short_answers, q.id
            assert 20 <= len(q.answer.split()) <= 110, q.id
            continue
        assert len(q.choices) == 4, q.id
        assert all(choice.why for choice in q.choices if not choice.correct), q.id
        assert 60 <= len(q.answer.split()) <= 220, q.id
        assert all(len(point.accept) >= 2 for point in q.key_points), q.id
        assert any(point.contrary for point in q.key_points), q.id
        assert all(mistake.true_neighbour for mistake in q.mistakes), q.id


def test_names_are_asked_for_in_every_topic(shipped: Library) -> None:
    short = Counter(q.topic for q in shipped.questions.values() if q.short_answers)
    assert sum(short.values()) >= 60
    assert all(short[topic] >= 4 for topic in shipped.titles)


def test_the_correct_choice_does_not_give_itself_away(shipped: Library) -> None:
    questions = [question for question in shipped.questions.values() if question.choices]
    positions = Counter(question.correct_choice for question in questions)
    assert all(0.2 <= positions[i] / len(questions) <= 0.3 for i in range(4))
    assert [str(problem) for problem in report.guessable(shipped)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_the_lint_finds_nothing(shipped: Library, shipped_grader: Grader, topic: str) -> None:
    """Model answers and blind answers earn what they should, true sentences draw no correction.

    A few questions of each topic are tried; ``bot.py check --bank-report`` tries all.
    """
    answers, problems = marked.load(FOLDER, shipped.questions)
    assert problems == []
    of_topic = [q for q in shipped.questions.values() if q.topic == topic and q.key_points]
    found = lint_problems(shipped, of_topic[:: len(of_topic) // 2], answers, shipped_grader)
    assert [str(problem) for problem in found] == []


def test_every_question_has_marked_answers(shipped: Library) -> None:
    answers, problems = marked.load(FOLDER, shipped.questions)
    assert problems == []
    given = [one for one in answers if one.kind is not AnswerKind.BLIND]
    assert len(given) >= 2_650
    kinds = {(one.question_id, one.kind) for one in given}
    lacking = [
        (question.id, kind.value)
        for question in shipped.questions.values()
        if question.key_points
        for kind in AnswerKind
        if kind is not AnswerKind.BLIND and (question.id, kind) not in kinds
    ]
    assert lacking == []
    asked = [q.id for q in shipped.questions.values() if q.key_points]
    tested = [name for name in asked if Purpose.of_question(name) is Purpose.OTHER_QUESTIONS]
    assert 0.08 < len(tested) / len(asked) < 0.17


@pytest.mark.skipif(SOURCES is None, reason="QUIZBOT_SOURCE_DOCUMENTS names no folder of documents")
def test_no_text_is_taken_from_the_source_documents(shipped: Library) -> None:
    """No eight words in a row stand in a document that the bank's subjects were drawn from."""
    taken = {
        run
        for file in Path(SOURCES or "").glob("*.txt")
        for run in runs(file.read_text(encoding="utf-8", errors="replace"))
    }
    assert taken
    shared = [
        (question.id, " ".join(run))
        for question in shipped.questions.values()
        for words in texts(question)
        for run in runs(words)
        if run in taken
    ]
    assert shared == []


def runs(words: str, length: int = 8) -> set[tuple[str, ...]]:
    tokens = re.findall(r"\w+", unicodedata.normalize("NFKC", words).casefold())
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def texts(question: Question) -> Iterator[str]:
    yield from (question.prompt, question.answer, *question.hints)
    for point in question.key_points:
        yield from point.phrasings
    for mistake in question.mistakes:
        yield from (mistake.says, mistake.correction)
    for choice in question.choices:
        yield from (choice.text, choice.why)
