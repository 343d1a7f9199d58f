"""What the reader learns from: marked answers, and answers put together from sentences."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.question import KeyPoint, Question
from quizbot.grading import text
from quizbot.grading.reading.reading_input import (
    Reading,
    Tokenise,
    asked,
    readable,
    reading,
    reference_points,
)
from tests.training.nothing_said import (
    ABOUT_THE_PROMPT,
    ABOUT_THE_SUBJECT,
    DOES_NOT_KNOW,
    EMPTY_TALK,
    OFF_TOPIC,
    TO_THE_GRADER,
)

Mark = float | None
"""A mark of a point; None where nobody gave one."""
Sentences = list[tuple[str, int | None]]
"""Sentences, each with the number of the point that it is about, if any."""

WITHOUT_CONTRARIES, BY_ANOTHER_NAME, WITHOUT_POINTS = 0.75, 0.15, 0.12
"""Shares of the readings in which nothing stands beside the points, of the points that stand there
as one of their phrasings, and of the readings where a full answer stands in for all points: so are
most questions that servers write themselves."""
MADE_UP = 0.5
"""What an answer that is put together counts, beside one that was written."""
OF_BLIND = 0.9
"""What a blind answer is taken to be worth; nobody marked it."""
LIKE_A_POINT = 0.5
"""From this share of a point's telling words on, the answer to another question may say it."""
UNUSUAL = 0.3
"""Of so many answers to another question it is asked that they are in everyday words."""
RIGHT = frozenset({AnswerKind.BLIND, AnswerKind.FULL})
_DENIALS = ("It is not true that {}.", "It is wrong that {}.", "{}: no, that is false.")
_BOTH = ("Some say that {0}, others that {1}.", "{0}, or it is the other way round and {1}.")
_JOINS = (". ", "; ", ", ", " and ", "\n")


@dataclass(frozen=True, slots=True)
class Example:
    """A reading with what is to be learned from it.

    ``decided`` are triples (point, from, to): the tokens that the mark of a point comes from.
    """

    reading: Reading
    marks: tuple[Mark, ...]
    score: float | None = None
    kind: AnswerKind | None = None
    counts: float = 1.0
    decided: tuple[tuple[int, int, int], ...] = ()


class Examples:
    """Makes examples for questions, in an order and with choices that ``rng`` decides."""

    def __init__(
        self, questions: Sequence[Question], tokenise: Tokenise, rng: random.Random
    ) -> None:
        self._questions = questions
        self._tokenise = tokenise
        self._rng = rng
        self._by_id = {question.id: question for question in questions}
        self._of_topic: defaultdict[str, list[Question]] = defaultdict(list)
        for question in questions:
            self._of_topic[question.topic].append(question)

    def marked(self, question: Question, given: MarkedAnswer) -> Example:
        """Return a marked answer, the points in any order, as an example."""
        marks: Sequence[Mark] = given.marks or [None] * len(question.key_points)
        parts: Sentences = [(part, None) for part in text.sentences(readable(given.answer))]
        if given.marks and self._rng.random() < WITHOUT_POINTS:
            question = self._without_points(question)
            marks = [None] * len(question.key_points)
        score = OF_BLIND if given.kind is AnswerKind.BLIND else given.score
        made = self._example(question, parts, marks, score)
        return replace(made, kind=given.kind, counts=1.0)

    def _without_points(self, question: Question) -> Question:
        """Return a question whose points are the sentences of a full answer."""
        points = " ".join(point.point for point in question.key_points)
        full = self._rng.choice((question.answer, question.answer, points))
        return replace(question, key_points=reference_points(full))

    def made_up(self, answers: Sequence[MarkedAnswer]) -> Example:
        """Return an answer put together, or one of ``answers`` under another question."""
        question = self._rng.choice(self._questions)
        ways: dict[Callable[[Question], Example], int] = {
            self._assembled: 26,
            self._nothing_said: 22,
            self._points_of_another: 3,
            self._model_answer: 6,
            self._repeated: 3,
            self._hedged: 4,
        }
        if answers:
            ways |= {
                lambda q: self._foreign(q, answers): 24,
                lambda q: self._with_foreign(q, answers): 3,
                lambda _: self._spoilt(answers): 9,
            }
        make = self._rng.choices([*ways], [*ways.values()])[0]
        return make(question)

    def _example(
        self, question: Question, parts: Sentences, marks: Sequence[Mark], score: float | None
    ) -> Example:
        points = list(enumerate(question.key_points))
        self._rng.shuffle(points)
        shown = [self._beside(point) for _, point in points]
        sentences = [self._tokenise(part) for part, _ in parts]
        # What does not fit is of no use: the points of the first part alone are learned.
        first = asked(question.prompt, shown, self._tokenise, contraries=1)[0]
        made = reading(first, sentences)
        numbers = [points[i][0] for i in first.points]
        decided = tuple(
            (numbers.index(number), *place)
            for (_, number), place in zip(parts, made.parts, strict=True)
            if number in numbers and place[0] < place[1] and number is not None
        )
        return Example(made, tuple(marks[n] for n in numbers), score, None, MADE_UP, decided)

    def _beside(self, point: KeyPoint) -> KeyPoint:
        """Return a point with one of its contraries, or with none."""
        if point.accept and self._rng.random() < BY_ANOTHER_NAME:
            point = replace(point, point=self._rng.choice(point.accept))
        if not point.contrary or self._rng.random() < WITHOUT_CONTRARIES:
            return replace(point, contrary=())
        return replace(point, contrary=(self._rng.choice(point.contrary),))

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
        return self._example(question, self._joined(parts), marks, None)

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
        told = {
            "prompt": question.prompt,
            "hints": " ".join(question.hints) or question.prompt,
            "subject": question.id.replace("-", " "),
        }
        return self._without_marks(
            question, [(self._typed(part.format(**told)) + " ", None) for part in parts]
        )

    def _some(self, sentences: Sequence[str], most: int) -> list[str]:
        return self._rng.sample(sentences, self._rng.randint(1, most))

    def _without_marks(self, question: Question, parts: Sentences) -> Example:
        """Return what says none of the points and earns nothing."""
        nothing = [0.0] * len(question.key_points)
        return self._example(question, parts, nothing, 0.0)

    def _points_of_another(self, question: Question) -> Example:
        """Answer a question of another topic in the words of its points."""
        topic = self._rng.choice([t for t in self._of_topic if t != question.topic])
        other = self._rng.choice(self._of_topic[topic])
        parts: Sentences = [(self._said(point), None) for point in other.key_points]
        return self._without_marks(question, self._joined(parts))

    def _model_answer(self, question: Question) -> Example:
        """Give the model answer, which says all points but perhaps some of a group."""
        parts: Sentences = [(part, None) for part in text.sentences(readable(question.answer))]
        marks = [None if point.any_of or not point.weight else 1 for point in question.key_points]
        if self._rng.random() < WITHOUT_POINTS:
            question = self._without_points(question)
            marks = [1] * len(question.key_points)
        return self._example(question, parts, marks, 1.0)

    def _of_another(self, question: Question, answers: Sequence[MarkedAnswer]) -> str:
        """Return an answer to another question, often of the topic, with none of the points."""
        said = ""
        near = self._rng.random() < 0.4
        unusual = self._rng.random() < UNUSUAL
        for _ in range(40):
            given = self._rng.choice(answers)
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

    def _foreign(self, question: Question, answers: Sequence[MarkedAnswer]) -> Example:
        said = readable(self._of_another(question, answers))
        if self._rng.random() < WITHOUT_POINTS:
            question = self._without_points(question)
        return self._without_marks(question, [(part, None) for part in text.sentences(said)])

    def _with_foreign(self, question: Question, answers: Sequence[MarkedAnswer]) -> Example:
        """Put an answer to another question before or behind one that has its marks."""
        own = [one for one in answers if one.question_id == question.id and one.marks]
        if not own:
            return self._foreign(question, answers)
        given = self._rng.choice(own)
        both = [readable(given.answer), readable(self._of_another(question, answers))]
        self._rng.shuffle(both)
        parts: Sentences = [(part, None) for said in both for part in text.sentences(said)]
        return self._example(question, parts, given.marks, None)

    def _repeated(self, question: Question) -> Example:
        """Say one point over and over."""
        number = self._rng.randrange(len(question.key_points))
        point = question.key_points[number]
        parts: Sentences = [(self._said(point), number) for _ in range(self._rng.randint(2, 4))]
        marks = [float(i == number) for i in range(len(question.key_points))]
        return self._example(question, self._joined(parts), marks, None)

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
        return (
            self._example(question, parts, marks, None) if parts else self._nothing_said(question)
        )

    def _spoilt(self, answers: Sequence[MarkedAnswer]) -> Example:
        """Return the words of a right answer out of order, or the telling ones alone."""
        given = self._rng.choice([one for one in answers if one.kind in RIGHT])
        question = self._by_id[given.question_id]
        said = self._rng.choice((given.answer, question.answer))
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
        join = ", " if kind == 2 else " "
        return self._without_marks(question, [(join.join(words), None)])


def _like(point: KeyPoint, answer: str) -> bool:
    """Tell whether so many telling words of a point stand in an answer that it may say it."""
    said, told = text.stem_set(point.point), text.stem_set(answer)
    return len(said & told) >= LIKE_A_POINT * max(1, len(said))


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def batches(
    examples: Sequence[Example], tokens: int, rng: random.Random | None = None
) -> Iterator[list[Example]]:
    """Yield examples of like length together, of ``tokens`` at most with their filling."""

    def length(example: Example) -> float:
        return len(example.reading.tokens) + (20 * rng.random() if rng else 0)

    found: list[list[Example]] = [[]]
    longest = 0
    for example in sorted(examples, key=length):
        longest = max(longest, len(example.reading.tokens))
        if found[-1] and (len(found[-1]) + 1) * longest > tokens:
            found.append([])
            longest = len(example.reading.tokens)
        found[-1].append(example)
    if rng:
        rng.shuffle(found)
    yield from found
