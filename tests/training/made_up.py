"""Answers that are put together: points said, turned round and left out, and much that is none."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain import scoring
from quizbot.domain.question import KeyPoint, Question
from quizbot.grading import text
from tests.training.examples import (
    WITHOUT_POINTS,
    Example,
    Examples,
    Mark,
    Sentences,
    in_sentences,
    worth,
)
from tests.training.minimal_pairs import MinimalPairs
from tests.training.nothing_said import (
    ABOUT_THE_PROMPT,
    ABOUT_THE_SUBJECT,
    DOES_NOT_KNOW,
    EMPTY_TALK,
    OFF_TOPIC,
    TO_THE_GRADER,
)

COUNTS = 0.5
"""What an answer that is put together counts, beside one that was written."""
LIKE_A_POINT = 0.5
"""From this share of a point's telling words on, the answer to another question may say it."""
UNUSUAL = 0.4
"""Of so many answers to another question it is asked that they are in everyday words."""
RIGHT = frozenset({AnswerKind.FULL, AnswerKind.TERSE})
_DENIALS = ("It is not true that {}.", "It is wrong that {}.", "{}: no, that is false.")
_BOTH = ("Some say that {0}, others that {1}.", "{0}, or it is the other way round and {1}.")
_JOINS = (". ", "; ", ", ", " and ", "\n")


class MadeUp:
    """Puts answers together for questions, as ``rng`` decides.

    ``answers`` are marked answers to the questions, ``pairs`` minimal pairs by question.
    """

    def __init__(
        self,
        examples: Examples,
        questions: Sequence[Question],
        answers: Sequence[MarkedAnswer],
        pairs: Mapping[str, Sequence[MinimalPairs]],
        rng: random.Random,
    ) -> None:
        self._examples = examples
        self._questions = questions
        self._answers = answers
        self._pairs = pairs
        self._rng = rng
        self._by_id = {question.id: question for question in questions}
        self._marked: defaultdict[str, list[MarkedAnswer]] = defaultdict(list)
        for given in answers:
            if given.marks:
                self._marked[given.question_id].append(given)
        self._of_topic: defaultdict[str, list[Question]] = defaultdict(list)
        for question in questions:
            self._of_topic[question.topic].append(question)

    def one(self) -> Example:
        """Return the next answer that is put together."""
        ways: dict[Callable[[Question], Example], int] = {
            self._by_pairs: 60,
            self._assembled: 18,
            self._nothing_said: 18,
            self._points_of_another: 3,
            self._model_answer: 6,
            self._repeated: 3,
            self._hedged: 4,
            self._spoilt: 9,
        }
        if self._answers:
            ways |= {self._foreign: 20, self._with_foreign: 4, self._padded: 6}
        make = self._rng.choices([*ways], [*ways.values()])[0]
        return make(self._rng.choice(self._questions))

    def _of(
        self, question: Question, parts: Sentences, marks: Sequence[Mark], score: float | None
    ) -> Example:
        return replace(self._examples.of(question, parts, marks, score), counts=COUNTS)

    def _by_pairs(self, question: Question) -> Example:
        """Say the sentences of minimal pairs as they are right or turned round, or leave some out.

        Nothing but who does what tells the right ones from the others.
        """
        if question.id not in self._pairs:
            return self._assembled(question)
        pairs = self._rng.choice(self._pairs[question.id])
        turned, left = self._rng.choice(((0, 0), (0, 0.3), (1, 0), (0.3, 0), (0.5, 0.3)))
        parts: Sentences = []
        marks: list[Mark] = [0.0 if point.weight else None for point in question.key_points]
        for sentence in pairs.sentences:
            if self._rng.random() < left:
                continue
            wrong = self._rng.random() < turned
            for number in sentence.points:
                marks[number] = -1.0 if wrong else 1.0
            said = self._typed(sentence.wrong if wrong else sentence.right)
            parts.append((said + " ", next(iter(sentence.points), None)))
        if not parts:
            return self._nothing_said(question)
        if self._rng.random() < 0.3:
            self._rng.shuffle(parts)
        score = max(0.0, scoring.share(question.key_points, [mark or 0.0 for mark in marks]))
        return replace(self._of(question, parts, marks, score), counts=1.0)

    def _said(self, point: KeyPoint) -> str:
        ways = point.accept if point.accept and self._rng.random() < 0.85 else (point.point,)
        return self._typed(self._rng.choice(ways))

    def _typed(self, sentence: str) -> str:
        chance = self._rng.random()
        if chance < 0.15:
            return sentence.lower()
        return _small(sentence) if chance < 0.3 else sentence

    def _joined(self, parts: Sentences) -> Sentences:
        join = self._rng.choice(_JOINS)
        return [(part.rstrip(".") + join, number) for part, number in parts]

    def _assembled(self, question: Question) -> Example:
        """Say some points, turn some round, leave some out, add one of another question."""
        turned, left = self._rng.choice((0, 0.25, 0.5, 1)), self._rng.choice((0, 0.2, 0.5))
        parts: Sentences = []
        marks: list[Mark] = []
        for number, point in enumerate(question.key_points):
            if self._rng.random() < left:
                marks.append(0)
                continue
            wrong = self._rng.random() < turned and bool(point.contrary)
            sentence = self._typed(self._rng.choice(point.contrary)) if wrong else self._said(point)
            if not wrong and self._rng.random() < 0.06:
                sentence, wrong = self._rng.choice(_DENIALS).format(_small(sentence)), True
            marks.append(-1 if wrong else 1)
            parts.append((sentence, number))
        if self._rng.random() < 0.3:
            other = self._rng.choice(self._of_topic[question.topic])
            if other is not question:
                parts.append((self._said(self._rng.choice(other.key_points)), None))
        if not parts:
            return self._nothing_said(question)
        self._rng.shuffle(parts)
        return self._of(question, self._joined(parts), marks, None)

    def _nothing_said(self, question: Question) -> Example:
        """Talk round the question, past it, or to the grader."""
        choose = self._rng.choice
        way = self._rng.randrange(8)
        if way == 0:
            parts = [choose(DOES_NOT_KNOW)]
        elif way <= 2:
            parts = self._some(OFF_TOPIC, 5)
        elif way == 3:
            parts = self._some(TO_THE_GRADER, 3)
        elif way == 4:
            parts = [choose(ABOUT_THE_PROMPT), *self._some(EMPTY_TALK, 2)]
        else:
            talk = [*self._some(ABOUT_THE_SUBJECT, 3), *self._some(EMPTY_TALK, 4)]
            parts = [choose(ABOUT_THE_SUBJECT), *self._rng.sample(talk, len(talk))]
        said = [self._typed(self._about(question, part)) + " " for part in parts]
        return self._without_marks(question, [(part, None) for part in said])

    def _about(self, question: Question, said: str) -> str:
        return said.format(
            prompt=question.prompt,
            hints=" ".join(question.hints) or question.prompt,
            subject=question.id.replace("-", " "),
        )

    def _some(self, sentences: Sequence[str], most: int) -> list[str]:
        return self._rng.sample(sentences, self._rng.randint(1, most))

    def _without_marks(self, question: Question, parts: Sentences) -> Example:
        """Return what says none of the points and earns nothing."""
        nothing = [0.0] * len(question.key_points)
        return self._of(question, parts, nothing, 0.0)

    def _points_of_another(self, question: Question) -> Example:
        """Answer a question of another topic in the words of its points."""
        topic = self._rng.choice([t for t in self._of_topic if t != question.topic])
        other = self._rng.choice(self._of_topic[topic])
        parts: Sentences = [(self._said(point), None) for point in other.key_points]
        return self._without_marks(question, self._joined(parts))

    def _model_answer(self, question: Question) -> Example:
        """Give the model answer, which says all points but perhaps some of a group."""
        parts = in_sentences(question.answer)
        marks = [None if point.any_of or not point.weight else 1 for point in question.key_points]
        if self._rng.random() < WITHOUT_POINTS:
            question = self._examples.without_points(question)
            marks = [1] * len(question.key_points)
        return self._of(question, parts, marks, 1.0)

    def _of_another(self, question: Question) -> str:
        """Return an answer to another question, often of the topic, with none of the points."""
        said = ""
        near = self._rng.random() < 0.4
        unusual = self._rng.random() < UNUSUAL
        for _ in range(40):
            given = self._rng.choice(self._answers)
            if unusual and given.kind is not AnswerKind.UNUSUAL:
                continue
            other = self._by_id[given.question_id]
            if other is question or (near and other.topic != question.topic):
                continue
            said = other.answer if self._rng.random() < 0.25 else given.answer
            if not any(_like(point, said) for point in question.key_points):
                break
            near, said = False, ""
        return said or self._rng.choice(EMPTY_TALK)

    def _foreign(self, question: Question) -> Example:
        said = self._of_another(question)
        if self._rng.random() < WITHOUT_POINTS:
            question = self._examples.without_points(question)
        return self._without_marks(question, in_sentences(said))

    def _with_foreign(self, question: Question) -> Example:
        """Put an answer to another question before or behind one that has its marks."""
        own = self._marked[question.id]
        if not own:
            return self._foreign(question)
        given = self._rng.choice(own)
        both = [in_sentences(given.answer), in_sentences(self._of_another(question))]
        self._rng.shuffle(both)
        return self._of(question, [*both[0], *both[1]], given.marks, None)

    def _padded(self, question: Question) -> Example:
        """Put talk that says nothing round an answer, which changes neither marks nor score."""
        own = self._marked[question.id]
        if not own:
            return self._nothing_said(question)
        given = self._rng.choice(own)
        about = [self._about(question, said) for said in self._some(ABOUT_THE_SUBJECT, 3)]
        talk: Sentences = [(said + " ", None) for said in [*about, *self._some(EMPTY_TALK, 4)]]
        self._rng.shuffle(talk)
        at = self._rng.randrange(len(talk) + 1)
        parts = [*talk[:at], *in_sentences(given.answer), *talk[at:]]
        return self._of(question, parts, given.marks, worth(given))

    def _repeated(self, question: Question) -> Example:
        """Say one point over and over."""
        number = self._rng.randrange(len(question.key_points))
        point = question.key_points[number]
        parts: Sentences = [(self._said(point), number) for _ in range(self._rng.randint(2, 4))]
        marks = [float(i == number) for i in range(len(question.key_points))]
        return self._of(question, self._joined(parts), marks, None)

    def _hedged(self, question: Question) -> Example:
        """Say points and their contraries in one breath."""
        parts: Sentences = []
        marks: list[Mark] = []
        for number, point in enumerate(question.key_points):
            if not point.contrary or self._rng.random() < 0.4:
                marks.append(0)
                continue
            both = [_small(self._said(point)), _small(self._rng.choice(point.contrary))]
            self._rng.shuffle(both)
            parts.append((self._rng.choice(_BOTH).format(*both), number))
            marks.append(0)
        return self._of(question, parts, marks, None) if parts else self._nothing_said(question)

    def _spoilt(self, question: Question) -> Example:
        """Return the words of a right answer out of order, or the telling ones alone."""
        right = [one.answer for one in self._marked[question.id] if one.kind in RIGHT]
        said = self._rng.choice([*right, question.answer])
        words = said.split()
        kind = self._rng.randrange(4)
        if kind == 0:
            self._rng.shuffle(words)
        elif kind == 1:
            words.sort(key=str.casefold)
        else:
            words = [*dict.fromkeys(word for _, word in text.telling_words(said))]
            if self._rng.random() < 0.5:
                self._rng.shuffle(words)
        join = self._rng.choice((", ", " / ", " and ", "\n")) if kind == 2 else " "
        return self._without_marks(question, [(join.join(words), None)])


def _like(point: KeyPoint, answer: str) -> bool:
    """Tell whether so many telling words of a point stand in an answer that it may say it."""
    said, told = text.stem_set(point.point), text.stem_set(answer)
    return len(said & told) >= LIKE_A_POINT * max(1, len(said))


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
