"""A server's statistics: weeks, questions that stand out, and key points that nobody gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST_ANSWERS = 4
"""A question or key point stands out by no fewer graded answers."""
TOO_HARD_BELOW, TOO_EASY_FROM = 0.35, 0.9
"""Mean scores (0..1)."""
OFTEN_OVERRIDDEN, FEWEST_OVERRIDES = 0.1, 2
"""The share (0..1) of answers, and the number, whose score moderators changed."""
NOBODY_BELOW = 0.1
"""The share (0..1) of answers that have a key point which hardly anybody gets."""


@dataclass(frozen=True, slots=True)
class WeekOfServer:
    """A week by its Monday: questions revealed, answers to them, members who gave them."""

    monday: date
    questions: int
    answers: int
    members: int


@dataclass(frozen=True, slots=True)
class QuestionStats:
    """What became of a question in all its challenges.

    ``mean`` is the mean score (0..1) of ``graded`` answers, ``got_it`` counts those in that band;
    ``overridden`` counts scores that moderators changed, ``looks`` second looks asked for, and
    ``looks_changed`` those of them that changed the score.
    """

    question_id: str
    topic: str
    prompt: str
    asked: int
    answered: int
    graded: int
    mean: float
    got_it: int
    overridden: int
    looks: int
    looks_changed: int


@dataclass(frozen=True, slots=True)
class PointStats:
    """How many answers to a question were looked at for a key point, had it, or turned it round."""

    question_id: str
    prompt: str
    point: str
    answers: int
    had: int
    turned: int


@dataclass(frozen=True, slots=True)
class LookStats:
    """A wish for a second look: to which question, why, and whether the score was changed.

    ``changed`` is None while it waits.
    """

    number: int
    question_id: str
    reason: str
    changed: bool | None


@dataclass(frozen=True, slots=True)
class ServerStats:
    """What a server did; ``behind`` challenges are not counted yet."""

    weeks: tuple[WeekOfServer, ...]
    questions: tuple[QuestionStats, ...]
    points: tuple[PointStats, ...]
    looks: tuple[LookStats, ...]
    behind: int = 0

    @property
    def too_hard(self) -> list[QuestionStats]:
        """The questions that nearly nobody can answer, the hardest first."""
        found = [one for one in known(self.questions) if one.mean < TOO_HARD_BELOW]
        return sorted(found, key=lambda one: (one.mean, one.question_id))

    @property
    def too_easy(self) -> list[QuestionStats]:
        """The questions that nearly everybody can answer, the easiest first."""
        found = [one for one in known(self.questions) if one.mean >= TOO_EASY_FROM]
        return sorted(found, key=lambda one: (-one.mean, one.question_id))

    @property
    def often_overridden(self) -> list[QuestionStats]:
        """The questions whose scores moderators change most."""
        found = [
            one
            for one in self.questions
            if one.overridden >= FEWEST_OVERRIDES
            and one.overridden >= OFTEN_OVERRIDDEN * one.graded
        ]
        return sorted(found, key=lambda one: (-one.overridden / one.graded, one.question_id))

    @property
    def often_looked_at(self) -> list[QuestionStats]:
        """The questions about which most second looks are asked for."""
        found = [one for one in self.questions if one.looks]
        return sorted(found, key=lambda one: (-one.looks, one.question_id))

    @property
    def nobody_gets(self) -> list[PointStats]:
        """The key points that hardly any answer has, the rarest first."""
        found = [
            one
            for one in self.points
            if one.answers >= FEWEST_ANSWERS and one.had < NOBODY_BELOW * one.answers
        ]
        return sorted(found, key=lambda one: (one.had / one.answers, -one.answers, one.point))


def known(questions: Iterable[QuestionStats]) -> list[QuestionStats]:
    """Return the questions with enough graded answers to say something of."""
    return [one for one in questions if one.graded >= FEWEST_ANSWERS]


def totals(weeks: Sequence[WeekOfServer]) -> tuple[int, int]:
    """Return the numbers of questions and answers of some weeks."""
    return sum(week.questions for week in weeks), sum(week.answers for week in weeks)
