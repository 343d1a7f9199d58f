"""A question of the bank: prompt, model answer, key points, level and topic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizbot.domain import question_choice_words


class Level(StrEnum):
    """How hard a question is."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Form(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    CHOICE = "choice"
    SHORT = "short"
    """A name or a few words, compared with the accepted answers."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A group of key points, by its number in the question, of which ``need`` earn full credit."""

    group: int
    need: int


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing that a good answer contains.

    ``contrary`` are sentences that turn it round. A point of ``weight`` 0 is worth knowing and does
    not count; in a group (``any_of``) the weight is what each point that counts is worth.
    """

    point: str
    accept: tuple[str, ...] = ()
    weight: int = 1
    contrary: tuple[str, ...] = ()
    any_of: AnyOf | None = None

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The point itself and every accepted way to say it."""
        return (self.point, *self.accept)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A common wrong belief, the sentence that corrects it, and a true one that sounds like it."""

    says: str
    correction: str
    true_neighbour: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the multiple-choice form; ``why`` tells what is wrong with it."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything about one question; ``id`` is unique in a server's bank and never changes.

    ``short_answers`` are what the short form accepts. A question without ``key_points`` is not
    graded in the open form; members compare themselves with the model answer.
    """

    id: str
    topic: str
    level: Level
    prompt: str
    answer: str
    key_points: tuple[KeyPoint, ...]
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    references: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    short_answers: tuple[str, ...] = ()

    @property
    def correct_choices(self) -> tuple[int, ...]:
        """Indices of the correct choices; empty where the question has no choices."""
        return tuple(i for i, choice in enumerate(self.choices) if choice.correct)

    @property
    def picks_several(self) -> bool:
        """Whether more than one choice is correct, so that one picks as many as one likes."""
        return len(self.correct_choices) > 1

    @property
    def needs_choices(self) -> bool:
        """Whether the prompt speaks of options, so that it is not understood without them."""
        if self.choices:
            return question_choice_words.asks_of_options(self.prompt)
        return question_choice_words.lacks_options(self.prompt)

    def fits(self, form: Form) -> bool:
        """Tell whether the question can be asked in this form.

        One that a name answers is not asked in the open form, where nothing could be graded, and
        one that asks "Which of these ...?" is not asked without its options.
        """
        if self.needs_choices:
            return form is Form.CHOICE and bool(self.choices)
        if form is Form.OPEN:
            return bool(self.key_points) or not self.short_answers
        return bool(self.choices if form is Form.CHOICE else self.short_answers)

    def graded(self, form: Form) -> bool:
        """Tell whether an answer in this form gets a verdict."""
        return form is not Form.OPEN or bool(self.key_points)
