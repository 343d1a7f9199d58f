"""A verdict: the score of an answer, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizbot.domain.question import AnyOf


class Coverage(StrEnum):
    """What was found of a key point in an answer."""

    COVERED = "covered"
    UNSURE = "unsure"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    """The answer says the opposite, or exchanges who does what."""


class FlagKind(StrEnum):
    """Why a person should look at a grade, as it is stored.

    `NEGATED`, `OPPOSITE` and `SWAPPED` stand in verdicts of earlier graders only.
    """

    CONTRADICTED = "contradicted"
    DOUBTFUL = "doubtful"
    KEYWORDS = "keywords"
    JUMBLED = "jumbled"
    ELSEWHERE = "elsewhere"
    INSTRUCTIONS = "instructions"
    NEGATED = "negated"
    OPPOSITE = "opposite"
    SWAPPED = "swapped"
    MISTAKE = "mistake"
    LONG = "long"
    CLOSE = "close"
    OTHER = "other"


TRICKS = frozenset({FlagKind.KEYWORDS, FlagKind.JUMBLED, FlagKind.ELSEWHERE, FlagKind.INSTRUCTIONS})
"""What answers with these are worth tells nothing about honest ones."""
PRESSING = frozenset(
    {
        FlagKind.CONTRADICTED,
        FlagKind.DOUBTFUL,
        FlagKind.NEGATED,
        FlagKind.OPPOSITE,
        FlagKind.SWAPPED,
    }
)
"""What turns or seems to turn a key point round; moderators see answers with these first."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look, with the ``words`` it is about, if any."""

    kind: FlagKind
    words: tuple[str, ...] = ()


PARTLY_FROM, GOT_IT_FROM = 0.3, 0.75
"""The scores from which on an answer is partly there, and got it."""


class Band(StrEnum):
    """The score in words, as a member reads it."""

    GOT_IT = "Got it"
    PARTLY = "Partly"
    NOT_YET = "Not yet"

    @classmethod
    def of(cls, score: float) -> Band:
        """Return the band of a score (0..1)."""
        if score >= GOT_IT_FROM:
            return cls.GOT_IT
        return cls.PARTLY if score >= PARTLY_FROM else cls.NOT_YET


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """One key point: what was found, how sure (0..1), and the member's words that decided it."""

    point: str
    coverage: Coverage
    similarity: float = 0.0
    evidence: str = ""
    weight: int = 1
    any_of: AnyOf | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grading of one answer.

    ``score`` is 0..1; ``grader`` names the version that decided; ``flags`` are reasons for a human
    to look; ``raw`` is the grader's estimate (0..1) before a curve turned it into the score.
    """

    score: float
    points: tuple[PointVerdict, ...] = ()
    corrections: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    grader: str = ""
    raw: float = 0.0

    @property
    def band(self) -> Band:
        """The score in words."""
        return Band.of(self.score)

    @property
    def is_doubtful(self) -> bool:
        """Whether the answer turns a key point round, or seems to."""
        turned = any(point.coverage is Coverage.CONTRADICTED for point in self.points)
        return turned or any(flag.kind in PRESSING for flag in self.flags)

    @property
    def is_trick(self) -> bool:
        """Whether the grader took the answer for a trick."""
        return any(flag.kind in TRICKS for flag in self.flags)
