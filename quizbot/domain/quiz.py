"""A practice run: how long it may be, where it stands, and what comes of its questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.verdict import Verdict

MOST_QUESTIONS = 25
"""Questions of a run."""


class RunState(StrEnum):
    """Whether a practice run goes on."""

    GOING = "going"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Run:
    """A private run over ``questions`` (ids); ``position`` is the index of the present one."""

    id: int
    user_id: int
    guild_id: int | None
    form: Form
    questions: tuple[str, ...]
    position: int
    state: RunState


@dataclass(frozen=True, slots=True)
class QuizStep:
    """Where a run is: at a question, or (None) at its end; ``scores`` are those so far (0..1).

    ``held_until`` tells when the question's model answer is due, if it is not to be given before;
    ``held`` counts the scores that wait for such a one.
    """

    run: Run
    question: Question | None
    scores: tuple[float, ...] = ()
    held_until: datetime | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class QuizResult:
    """What came of a question of a run.

    ``verdict`` is None where it was given up or is not graded. With ``held_until`` it is None too,
    and neither it nor the model answer is to be shown before its reveal, which is due then.
    """

    run: Run
    position: int
    question: Question
    given: Submission
    verdict: Verdict | None = None
    held_until: datetime | None = None
