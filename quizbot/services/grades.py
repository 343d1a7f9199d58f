"""Deciding: moderators look at answers one at a time and have the last word on their grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.domain import grade_decision
from quizbot.domain.challenge import Challenge, State
from quizbot.domain.grade import Grade
from quizbot.domain.grade_decision import Case
from quizbot.domain.reason import read as read_reason
from quizbot.domain.verdict import Coverage, Verdict
from quizbot.errors import NotFound, Refusal
from quizbot.services.verdict_correcting import correct
from quizbot.storage import (
    answers,
    audit,
    challenges,
    grade_marks,
    grade_queue,
    notices,
    reveals,
    second_looks,
    verdicts,
)
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_WAITING = 200
"""So many waiting answers are counted; there may be more."""
KEPT = "the grade stays as it was"
_STANDS = "**My result** below the question shows it."
_CHANGED = (
    "The grade of this answer has changed since you opened it, so nothing was done. "
    "/grade queue shows what waits now."
)
_VOID = (
    "Question #{} is void and gives no points, so its grades cannot be changed. "
    "/grade unvoid makes it count again."
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision came to.

    It is the case as it was, the grade that counts now, and whether the member waited for it.
    """

    case: Case
    grade: Grade
    waited: bool


DecisionWord = Callable[[Decided], str]
"""Puts into words what a member is told of a decision."""


class Grades:
    """The moderators' queue and their decisions; a decision is a new verdict, never an edit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, guild_id: int) -> list[int]:
        """Return the ids of the answers that wait, second looks first."""
        return await grade_queue.waiting(self._database.reader, guild_id, MOST_WAITING)

    async def next(
        self, guild_id: int, moderator_id: int, after: int = 0
    ) -> tuple[Case | None, int]:
        """Return the waiting case behind the answer ``after``, and how many wait.

        Behind the last one comes the first again; None where nothing waits.
        """
        ids = await self.waiting(guild_id)
        if not ids:
            return None, 0
        place = ids.index(after) + 1 if after in ids else 0
        return await self.case(guild_id, ids[place % len(ids)], moderator_id), len(ids)

    async def case(self, guild_id: int, answer_id: int, moderator_id: int) -> Case:
        """Return an answer as a moderator sees it.

        Raises:
            NotFound: this server has no such answer, or it has no grade.
        """
        return await _case(self._database.reader, guild_id, answer_id, moderator_id)

    async def find(self, guild_id: int, number: int, user_id: int, moderator_id: int) -> Case:
        """Return a member's answer to a challenge, by the challenge's number.

        Raises:
            NotFound: no such challenge is revealed here, or the member has no graded answer to it.
        """
        challenge = await reveals.by_number(self._database.reader, guild_id, number)
        if challenge is None:
            raise NotFound(
                f"There is no revealed question #{number} here. "
                "Choose one from the list that opens while you type."
            )
        answer = await answers.find(self._database.reader, challenge.id, user_id)
        if answer is None:
            raise NotFound(f"This member did not answer #{number}. Choose another member.")
        return await self.case(guild_id, answer.id, moderator_id)

    async def revealed(self, guild_id: int) -> list[tuple[int, str]]:
        """Return numbers and question ids of the newest revealed challenges, newest first."""
        return await reveals.newest(self._database.reader, guild_id, MOST_WAITING)

    async def mark(
        self, guild_id: int, verdict_id: int, place: int, found: Coverage, moderator_id: int
    ) -> Case:
        """Mark a key point (its place, from 0) of the answer that a verdict is about.

        Raises:
            Refusal: the verdict does not count any more, or has no such point.
        """

        async def write(connection: Connection) -> Case:
            case = await _current(connection, guild_id, verdict_id, moderator_id)
            if place >= len(case.marks):
                raise Refusal("This answer has no such key point; use the buttons shown last.")
            marks = (*case.marks[:place], found, *case.marks[place + 1 :])
            await grade_marks.put(connection, verdict_id, moderator_id, marks)
            return replace(case, marks=marks)

        return await self._database.write(write)

    async def opened(self, guild_id: int, verdict_id: int, moderator_id: int) -> Case:
        """Return the case of a verdict.

        Raises:
            Refusal: the verdict does not count any more.
        """
        return await _current(self._database.reader, guild_id, verdict_id, moderator_id)

    async def keep(
        self, guild_id: int, verdict_id: int, moderator_id: int, now: datetime, word: DecisionWord
    ) -> Decided:
        """Decide that a grade stays as it is; who waited for it is told by the ``word``.

        Raises:
            Refusal: the verdict does not count any more; somebody else was faster.
        """
        return await self._decide(
            *(guild_id, verdict_id, moderator_id, KEPT, now, word),
            lambda case: case.grade.verdict,
        )

    async def save(
        self,
        guild_id: int,
        verdict_id: int,
        moderator_id: int,
        reason: str,
        now: datetime,
        word: DecisionWord,
    ) -> Decided:
        """Decide by this moderator's marks: the score is their weighted share.

        Who waited for it is told by the ``word``.

        Raises:
            Refusal: there is no reason, or the verdict does not count any more.
        """
        return await self._decide(
            *(guild_id, verdict_id, moderator_id, read_reason(reason), now, word),
            lambda case: case.marked,
        )

    async def _decide(
        self,
        guild_id: int,
        verdict_id: int,
        moderator_id: int,
        reason: str,
        now: datetime,
        word: DecisionWord,
        verdict_of: Callable[[Case], Verdict],
    ) -> Decided:
        async def write(connection: Connection) -> Decided:
            case = await _current(connection, guild_id, verdict_id, moderator_id)
            new = await correct(
                connection,
                case.challenge,
                case.answer,
                verdict_of(case),
                now,
                act="decision",
                decided_by=moderator_id,
                reason=reason,
            )
            await grade_marks.forget(connection, case.answer.id)
            waited = await second_looks.settle(connection, case.answer.id, new)
            grade = await verdicts.newest(connection, case.answer.id)
            assert grade is not None  # noqa: S101  it was just stored
            target = _in_audit(case, grade)
            await audit.add(connection, guild_id, moderator_id, "grade", target, now, reason)
            decided = Decided(case, grade, waited)
            if waited:
                await notices.add(
                    connection,
                    guild_id,
                    word(decided),
                    now,
                    user_id=case.answer.user_id,
                    actor_id=moderator_id,
                    stands=_STANDS,
                )
            return decided

        return await self._database.write(write)


async def _current(
    connection: Connection, guild_id: int, verdict_id: int, moderator_id: int
) -> Case:
    """Return the case of a verdict, if that verdict counts and may be changed."""
    answer_id = await verdicts.answer_of(connection, verdict_id)
    if answer_id is None:
        raise NotFound(_CHANGED)
    case = await _case(connection, guild_id, answer_id, moderator_id)
    if case.grade.id != verdict_id:
        raise Refusal(_decided(case.grade, moderator_id))
    if case.challenge.void is not None:
        raise Refusal(_VOID.format(case.challenge.number))
    return case


async def _case(connection: Connection, guild_id: int, answer_id: int, moderator_id: int) -> Case:
    answer = await answers.get(connection, answer_id)
    challenge = await challenges.find(connection, answer.challenge_id) if answer else None
    grades = await verdicts.history(connection, answer_id)
    if not _here(challenge, guild_id) or answer is None or challenge is None or not grades:
        raise NotFound("This answer has no grade here. /grade queue shows what waits.")
    *earlier, grade = grades
    marks = await grade_marks.find(connection, grade.id, moderator_id)
    look = await second_looks.find(connection, answer_id)
    asked = look.reason if look is not None and look.waits else None
    marks = marks or grade_decision.marks_of(grade.verdict)
    return Case(challenge, answer, grade, marks, asked, tuple(earlier))


def _here(challenge: Challenge | None, guild_id: int) -> bool:
    return (
        challenge is not None
        and challenge.guild_id == guild_id
        and challenge.state is State.REVEALED
    )


def _in_audit(case: Case, grade: Grade) -> str:
    change = f"{case.grade.points} to {grade.points} points"
    return f"#{case.challenge.number}, member {case.answer.user_id}: {change}"


def _decided(grade: Grade, moderator_id: int) -> str:
    """Return why a verdict does not count any more."""
    if not grade.by_moderator:
        return _CHANGED
    if grade.decided_by == moderator_id:
        return "You have decided on this answer already. /grade queue shows what waits now."
    return (
        f"<@{grade.decided_by}> has decided on this answer in the meantime, so nothing was done. "
        "/grade queue shows what waits now."
    )
