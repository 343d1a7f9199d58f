"""The grader: question and answer to verdict. No clock, no chance, no network."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizbot.domain import scoring
from quizbot.domain.lesson import NOTHING, Learned
from quizbot.domain.question import Question
from quizbot.domain.verdict import Verdict
from quizbot.grading import calibration, flags, guards, text, vectors
from quizbot.grading.by_reading import ByReading
from quizbot.grading.by_words import ByWords
from quizbot.grading.calibration import Numbers, ReadingNumbers, WordNumbers
from quizbot.grading.copies import ModelAnswers
from quizbot.grading.idf import Idf
from quizbot.grading.judgement import Judge, nothing_found
from quizbot.grading.lexicon import Lexicon
from quizbot.grading.reading import reader
from quizbot.grading.sheet import Sheet
from quizbot.grading.word_order import WordOrder

LoadVectors = Callable[[], vectors.Vectors]
LoadReader = Callable[[], reader.Reader]

NEXT_TO_NOTHING = 0.15
"""Earned at most by a copy of the model answer to another question."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is learned from the bank's texts, and who judges; ``lack`` is why nobody reads.

    Takes a second or two.
    """

    lexicon: Lexicon
    model_answers: ModelAnswers
    judge: Judge
    lack: str

    @classmethod
    def of(
        cls,
        bank: Sequence[Question],
        load_vectors: LoadVectors,
        load_reader: LoadReader,
        numbers: Numbers | None,
    ) -> _Prepared:
        def found() -> vectors.Vectors | None:
            with contextlib.suppress(vectors.NoVectors):
                return load_vectors()
            return None

        idf = Idf.of("\n".join(answers(question)) for question in bank)
        model_answers = ModelAnswers(bank)
        try:
            read = load_reader()
        except reader.NoReader as error:
            words = found()
            given = numbers if isinstance(numbers, WordNumbers) else None
            judge = ByWords(
                given or calibration.by_words(vectors=words is not None),
                WordOrder(part for question in bank for part in _prose(question)),
                vectors=words is not None,
            )
            return cls(Lexicon(idf, lambda: words), model_answers, judge, str(error))
        by_reading = numbers if isinstance(numbers, ReadingNumbers) else calibration.by_reading()
        return cls(Lexicon(idf, found), model_answers, ByReading(read, by_reading), "")


class Grader:
    """Grades answers by key points.

    It is made from the bank, whose texts tell which words are telling. All that takes time is done
    at the first grading, which happens off the event loop. ``load_vectors`` and ``load_reader``
    read what is packaged; ``numbers`` stand in for the shipped ones where they are being fitted.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        *,
        load_vectors: LoadVectors = vectors.load,
        load_reader: LoadReader = reader.load,
        numbers: Numbers | None = None,
    ) -> None:
        self._questions = tuple(questions)
        self._load = load_vectors, load_reader
        self._numbers = numbers
        self._preparing = threading.Lock()
        self._prepared: _Prepared | None = None
        self._sheet = lru_cache(maxsize=32)(self._make_sheet)

    @property
    def lack(self) -> str:
        """What of the grader is missing, why, and what to do; empty where it is whole."""
        lacks = [self._all().lack]
        try:
            self._load[0]()
        except vectors.NoVectors as error:
            lacks.append(str(error))
        return " ".join(filter(None, lacks))

    @property
    def version(self) -> str:
        """The name that verdicts carry."""
        return self._all().judge.version

    def _all(self) -> _Prepared:
        with self._preparing:
            if self._prepared is None:
                self._prepared = _Prepared.of(self._questions, *self._load, self._numbers)
            return self._prepared

    def _make_sheet(self, question: Question, accepted: Sequence[str]) -> Sheet:
        return Sheet(question, accepted, self._all().lexicon)

    def grade(self, question: Question, answer: str, learned: Learned = NOTHING) -> Verdict:
        """Grade a free-text answer.

        What speaks to the grader or repeats the question is left out; a judge estimates the rest,
        and a curve turns the estimate into the score.
        """
        prepared = self._all()
        sheet = self._sheet(_taught(question, learned), learned.answers)
        answer = text.visible(answer)
        written, instructs = guards.without_instructions(answer, sheet.subject)
        raised = [flags.INSTRUCTIONS] if instructs else []
        written = guards.said_once(written)
        written = guards.without_repetition(written, sheet.discounted, sheet.hinted)
        if guards.says_nothing_new(written, sheet.discounted):
            written = ""
        rest = sheet.spelling.corrected(written)
        judged = (
            prepared.judge.judge(sheet, rest, written, learned) if rest else nothing_found(question)
        )
        curve = (question.key_points and learned.curve) or prepared.judge.curve(question)
        score = calibration.apply(curve, judged.estimate)
        score = min(max(score, judged.least), judged.most)
        raised += judged.flags
        if prepared.model_answers.of_another(question, rest):
            score = min(score, NEXT_TO_NOTHING)
            raised.append(flags.ELSEWHERE)
        corrections = sheet.corrections.of(rest)
        raised += [flags.MISTAKE] if corrections else []
        raised += [*flags.of_size(answer, sheet), *flags.of_score(score)]
        return Verdict(
            round(score, 4),
            judged.points,
            corrections,
            tuple(raised),
            self.version,
            round(judged.estimate, 4),
        )

    def corrections(self, question: Question, answer: str) -> tuple[str, ...]:
        """Return what is worth correcting in an answer as it stands."""
        return self._sheet(question, ()).corrections.of(answer)


def _taught(question: Question, learned: Learned) -> Question:
    """Return a question with the server's own ways to say its points."""
    if not learned.phrasings:
        return question
    points = (
        replace(point, accept=(*point.accept, *learned.phrasings.get(point.point, ())))
        for point in question.key_points
    )
    return replace(question, key_points=tuple(points))


def answers(question: Question) -> list[str]:
    """Return the model answer and every way to say a point: what tells telling words apart."""
    phrasings = (phrase for point in question.key_points for phrase in point.phrasings)
    return [question.answer, *phrasings]


def _prose(question: Question) -> Iterator[str]:
    """Yield all texts of a question."""
    yield from answers(question)
    yield question.prompt
    yield from question.hints
    yield from (mistake.correction for mistake in question.mistakes)
    yield from (choice.text for choice in question.choices)


def grade_choice(question: Question, picks: Collection[int]) -> Verdict:
    """Grade the choices taken (indices); what is wrong with the wrong ones is told.

    Raises:
        IndexError: the question has no such choice.
    """
    score = scoring.share_of_picks([choice.correct for choice in question.choices], picks)
    taken = (question.choices[pick] for pick in picks)
    corrections = tuple(c.why for c in taken if c.why and not c.correct)
    return Verdict(score, corrections=corrections, grader="choice-1")
