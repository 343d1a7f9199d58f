"""Four weeks that a server has behind it: made up, but lived through by the real round.

Members hand in the answers that people marked beside the bank, and the marks are their verdicts, so
that nothing has to be graded and the demo begins at once. The messages are posted nowhere.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from quizbot.demo.marked_verdicts import MarkedVerdicts, load_marked
from quizbot.demo.silent_round import silent_round
from quizbot.domain.challenge import Challenge, Submission, Sure
from quizbot.domain.guild import Guild
from quizbot.domain.question import Form, Question
from quizbot.domain.schedule import Plan
from quizbot.domain.stats import StatsPart
from quizbot.domain.verdict import Coverage
from quizbot.services.answers import Answers
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.grades import Grades
from quizbot.services.quiz import Quiz
from quizbot.services.second_looks import SecondLooks
from quizbot.services.shared_services import Shared
from quizbot.services.stats import Stats

_DAYS = 28
_SLOT_AHEAD = timedelta(hours=2)
"""The daily question of the present day is still to come."""
_REVEAL_AFTER = timedelta(hours=12)
_REASONS = (
    "I said the same in other words.",
    "My second sentence is the third point.",
    "The lecture put it the way I did.",
    "I think that both answers are right.",
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who answers.

    ``skill`` is the score (0..1) to be expected, ``keen`` the share of days with an answer,
    ``bold`` how sure (0..1) the member is whatever the answer.
    """

    user_id: int
    name: str
    skill: float
    keen: float
    bold: float


_KINDS = (
    (0.9, 1.0, 0.7),
    (0.65, 0.85, 0.4),
    (0.35, 0.9, 0.9),
    (0.75, 0.5, 0.5),
    (0.5, 0.7, 0.2),
    (0.85, 0.6, 0.8),
    (0.25, 0.3, 0.3),
)
"""Skill, keenness and boldness of the members, one after the other."""


def members(named: Iterable[tuple[int, str]]) -> list[Member]:
    """Return people, by id and name, as members who answer."""
    return [
        Member(user_id, name, *kind)
        for (user_id, name), kind in zip(named, itertools.cycle(_KINDS), strict=False)
    ]


def plan(channel_id: int, now: datetime, reveal_after: timedelta = _REVEAL_AFTER) -> Plan:
    """Return the plan of the daily question, whose time comes soon after ``now`` (UTC)."""
    at = (now + _SLOT_AHEAD).time().replace(second=0, microsecond=0)
    return Plan(channel_id, at, "UTC", reveal_after=reveal_after)


class History:
    """Lives through the days of one server."""

    def __init__(self, shared: Shared, questions: Path, guild_id: int, moderator_id: int) -> None:
        self._shared = shared
        self._guild_id = guild_id
        self._moderator_id = moderator_id
        self._chance = random.Random(28)  # noqa: S311  the same past each time
        self._known = load_marked(questions, shared.library.questions)
        self._verdicts = MarkedVerdicts(shared, self._known)
        self._daily = silent_round(shared, self._verdicts, self._chance)
        self._answers = Answers(shared.database)

    async def live(self, people: Sequence[Member], channel_id: int, now: datetime) -> None:
        """Live through the four weeks that end with ``now``."""
        start = now - timedelta(days=_DAYS)
        chosen = plan(channel_id, now)
        schedule = await self._shared.schedules.set_up(
            Guild(self._guild_id), chosen, self._moderator_id, start
        )
        while True:
            due = (await self._shared.schedules.get(self._guild_id, schedule.id)).next_at
            if due is None or due > now:
                break
            await self._day(people, channel_id, due)
        for member in people[:2]:
            await Stats(self._shared.database, self._shared.library).share(
                self._guild_id, member.user_id, StatsPart
            )
        await self._daily.finish()

    async def _day(self, people: Sequence[Member], channel_id: int, due: datetime) -> None:
        await self._daily.tick(due)
        challenge = await self._answers.current(self._guild_id, channel_id, due)
        at = due + timedelta(hours=self._chance.randint(1, 6))
        present = [one for one in people if self._chance.random() < one.keen]
        for member in present:
            given = self._submission(member, challenge.question, hard=challenge.number % 9 == 5)
            await self._answers.save(challenge, member.user_id, member.name, given, at)
        for member in present[:3]:
            if self._chance.random() < 0.4:
                await self._practise(member, at)
        revealed = due + _REVEAL_AFTER
        await self._daily.tick(revealed)
        await self._afterwards(challenge, present, revealed + timedelta(hours=1))
        await self._daily.tick(revealed + timedelta(hours=2))

    def _submission(self, member: Member, question: Question, *, hard: bool = False) -> Submission:
        """Return an answer about as good as the member is, or much worse to a ``hard`` question."""
        skill = member.skill / 4 if hard else member.skill
        wanted = min(1.0, max(0.0, self._chance.gauss(skill, 0.05 if hard else 0.25)))
        answers = self._known[question.id]
        one = min(answers, key=lambda a: (abs((a.score or 0) - wanted), self._chance.random()))
        felt = member.bold * 0.5 + (one.score or 0) * 0.5 + self._chance.uniform(-0.2, 0.2)
        sure = Sure.SURE if felt > 0.6 else Sure.UNSURE if felt > 0.35 else Sure.GUESSING
        return Submission(one.answer, sure=sure, share=self._chance.random() < 0.8)

    async def _practise(self, member: Member, at: datetime) -> None:
        quiz = Quiz(
            *(self._shared.database, self._shared.library, self._verdicts),
            *(self._shared.membership, self._chance),
        )
        step = await quiz.start(member.user_id, None, "", (), Form.OPEN, 2, at)
        while step.question is not None and step.question.id in self._known:
            given = self._submission(member, step.question)
            run, place = step.run, step.run.position
            await quiz.answer(run.id, place, member.user_id, given, at)
            step = await quiz.step(run.id, member.user_id)

    async def _afterwards(
        self, challenge: Challenge, present: Sequence[Member], at: datetime
    ) -> None:
        """Let members ask for second looks, and the moderator decide on most of them."""
        grades, looks = Grades(self._shared.database), SecondLooks(self._shared.database)
        disputed = challenge.number % 7 == 3
        for member in present:
            if self._chance.random() > (0.6 if disputed else 0.08):
                continue
            reason = self._chance.choice(_REASONS)
            await looks.ask(self._guild_id, challenge.id, member.user_id, reason, at)
            if self._chance.random() < 0.75:
                await self._decide(grades, challenge, member, at, raised=disputed)
        if challenge.number == _DAYS // 2:
            await GradeVoids(self._shared.database).void(
                self._guild_id,
                challenge.number,
                "It asked two things at once.",
                self._moderator_id,
                at,
            )

    async def _decide(
        self, grades: Grades, challenge: Challenge, member: Member, at: datetime, *, raised: bool
    ) -> None:
        found = (self._guild_id, challenge.number, member.user_id, self._moderator_id)
        case = await grades.find(*found)
        told = "A moderator has decided on your second look.".format
        if not raised:
            await grades.keep(
                self._guild_id, case.grade.id, self._moderator_id, at, lambda _: told()
            )
            return
        for place in range(len(case.marks)):
            await grades.mark(
                self._guild_id, case.grade.id, place, Coverage.COVERED, self._moderator_id
            )
        await grades.save(
            *(self._guild_id, case.grade.id, self._moderator_id, "It is there, in other words."),
            *(at, lambda _: told()),
        )
