"""Verdicts on answers that people have marked beside the bank, for a past that needs no grading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from quizbot.bank import marked
from quizbot.bank.marked import AnswerKind, MarkedAnswer
from quizbot.domain.challenge import Submission
from quizbot.domain.lesson import NOTHING, Learned
from quizbot.domain.question import Form, Question
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.errors import SettingsError
from quizbot.services.shared_services import Shared
from quizbot.services.verdicts import Verdicts

GRADER = "marked by people"
_COVERAGE = {
    1.0: Coverage.COVERED,
    0.5: Coverage.UNSURE,
    0.0: Coverage.MISSING,
    -1.0: Coverage.CONTRADICTED,
}


class MarkedVerdicts(Verdicts):
    """Judges by what people have marked."""

    def __init__(self, shared: Shared, known: Mapping[str, Sequence[MarkedAnswer]]) -> None:
        super().__init__(shared.database, cast(Any, None))
        self._known = known

    async def state(self) -> tuple[str, str]:
        """Return who judges."""
        return GRADER, ""

    async def learned(self, guild_id: int | None, question: Question) -> Learned:
        """Return nothing: it was marked before."""
        return NOTHING

    async def judge(
        self, question: Question, form: Form, submission: Submission, taught: Learned = NOTHING
    ) -> Verdict:
        """Return what people marked of an answer of theirs."""
        given = next(one for one in self._known[question.id] if one.answer == submission.text)
        points = tuple(
            PointVerdict(
                point.point, _COVERAGE[mark], abs(mark), weight=point.weight, any_of=point.any_of
            )
            for point, mark in zip(question.key_points, given.marks, strict=True)
        )
        score = given.score or 0.0
        return Verdict(score, points, grader=GRADER, raw=score)


def load_marked(
    questions: Path, bank: Mapping[str, Question]
) -> Mapping[str, Sequence[MarkedAnswer]]:
    """Return the marked answers by question.

    Raises:
        SettingsError: there are none beside this bank.
    """
    found: defaultdict[str, list[MarkedAnswer]] = defaultdict(list)
    for one in marked.load(questions, bank)[0]:
        if one.kind is not AnswerKind.BLIND:
            found[one.question_id].append(one)
    if missing := [one.id for one in bank.values() if one.fits(Form.OPEN) and one.id not in found]:
        raise SettingsError(
            "--with-history needs marked answers beside the bank (questions/answers), and "
            f"{missing[0]} has none. Leave the option out, or use the shipped bank."
        )
    return found
