"""Regrading on purpose: what the grader of today would say of answers graded before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quizbot.domain import scoring
from quizbot.domain.challenge import Answer, Challenge
from quizbot.domain.grade import Grade
from quizbot.domain.verdict import Verdict
from quizbot.services.verdict_correcting import correct
from quizbot.services.verdicts import Verdicts
from quizbot.storage import answers, audit, challenges, reveals, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

REGRADED_AT_ONCE = 50
"""So many verdicts are written in one transaction; a bot beside this waits no longer for it."""
OPERATOR = 0
"""Stands in the audit list for whoever runs the bot."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that the grader would judge otherwise now."""

    answer: Answer
    before: Grade
    verdict: Verdict
    points: int

    @property
    def difference(self) -> int:
        """By how many points the answer would change."""
        return self.points - self.before.points


@dataclass(slots=True)
class Outcome:
    """What a regrading came to, or would come to.

    ``looked_at`` counts the answers judged anew, ``kept`` those that a person decided and ``void``
    those to void challenges, both left alone; ``missed`` are those that changed meanwhile.
    ``members`` holds the difference in points by server and member.
    """

    looked_at: int = 0
    kept: int = 0
    void: int = 0
    missed: int = 0
    changed: int = 0
    raised: int = 0
    lowered: int = 0
    members: Counter[tuple[int, int]] = field(default_factory=Counter)

    def note(self, guild_id: int, changes: Sequence[Change]) -> None:
        """Count changes of one server's answers."""
        for change in changes:
            self.changed += 1
            self.raised += change.difference > 0
            self.lowered += change.difference < 0
            self.members[guild_id, change.answer.user_id] += change.difference


class Regrading:
    """Judges anew and, when told to, lets the new verdicts count; a person's decision stands."""

    def __init__(self, database: Database, grading: Verdicts) -> None:
        self._database = database
        self._grading = grading

    async def run(
        self,
        guild_id: int | None,
        challenge_id: int | None,
        now: datetime,
        *,
        apply: bool,
    ) -> Outcome:
        """Judge the answers of revealed challenges anew; only ``apply`` changes anything.

        It may be cut off and repeated: what is written is not written again.
        """
        outcome = Outcome()
        for id_ in await reveals.ids(self._database.reader, guild_id, challenge_id):
            challenge = await challenges.find(self._database.reader, id_)
            if challenge is not None:
                changes = await self._changes(challenge, outcome)
                for start in range(0, len(changes), REGRADED_AT_ONCE):
                    batch = changes[start : start + REGRADED_AT_ONCE]
                    written = await self._write(challenge, batch, now) if apply else batch
                    outcome.missed += len(batch) - len(written)
                    outcome.note(challenge.guild_id, written)
        return outcome

    async def _changes(self, challenge: Challenge, outcome: Outcome) -> list[Change]:
        grades = await verdicts.grades(self._database.reader, challenge.id)
        if challenge.void is not None:
            outcome.void += len(grades)
            return []
        taught = await self._grading.learned(challenge.guild_id, challenge.question)
        changes = []
        for answer in await answers.of_challenge(self._database.reader, challenge.id):
            grade = grades.get(answer.id)
            if grade is None or grade.by_moderator:
                outcome.kept += grade is not None
                continue
            outcome.looked_at += 1
            verdict = await self._grading.judge(
                challenge.question, challenge.form, answer.submission, taught
            )
            if _differs(verdict, grade.verdict):
                points = scoring.points(verdict.score, challenge.question.level)
                changes.append(Change(answer, grade, verdict, points))
        return changes

    async def _write(
        self, challenge: Challenge, changes: Sequence[Change], now: datetime
    ) -> list[Change]:
        """Let new verdicts count; one whose answer got another grade meanwhile is left out."""

        async def write(connection: Connection) -> list[Change]:
            standing = await challenges.find(connection, challenge.id)
            if standing is None or standing.void is not None:
                return []
            grades = await verdicts.grades(connection, challenge.id)
            written = [c for c in changes if _still(grades.get(c.answer.id), c.before)]
            for change in written:
                await correct(
                    connection, challenge, change.answer, change.verdict, now, act="regrade"
                )
            if written:
                total = sum(change.difference for change in written)
                target = f"#{challenge.number}, {len(written)} answers, {total:+} points in all"
                await audit.add(connection, challenge.guild_id, OPERATOR, "regrade", target, now)
            return written

        return await self._database.write(write)


def _still(grade: Grade | None, before: Grade) -> bool:
    return grade is not None and grade.id == before.id


def _differs(verdict: Verdict, before: Verdict) -> bool:
    """Tell whether a member would see another grade; another similarity alone is none."""
    found = [[(p.point, p.coverage) for p in side.points] for side in (verdict, before)]
    return verdict.score != before.score or found[0] != found[1]
