"""Points, board and rollup agree after any sequence of grading, deciding, regrading and voiding."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizbot.domain.challenge import Submission
from quizbot.domain.guild import Guild
from quizbot.domain.question import Question
from quizbot.domain.verdict import Coverage, Flag, FlagKind, Verdict
from quizbot.errors import Refusal
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.grades import Grades
from quizbot.services.regrade import Regrading
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.services.verdicts import Verdicts
from quizbot.storage import grade_queue, ledger, verdicts
from quizbot.storage.database import open_database
from tests.conftest import sample
from tests.services.channel import Channel
from tests.services.conftest import CHANNEL, GUILD, a_round, plan

MODERATORS = st.sampled_from([98, 99])
MEMBERS = st.sampled_from([1, 2, 3])
BANK = sample()


class Moody(Grader):
    """The real grader in another mood, as another version of it would be."""

    mood = 1.0

    def grade(self, question: Question, answer: str, *more: Any) -> Verdict:
        verdict = super().grade(question, answer, *more)
        flags = (Flag(FlagKind.OTHER, ("moody",)),) if self.mood < 1 else verdict.flags
        return replace(verdict, score=round(verdict.score * self.mood, 4), flags=flags)


GRADER = Moody(BANK.questions.values())


class GradesMachine(RuleBasedStateMachine):
    """A server in which everything happens to grades that can, on a real file."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
        self.decided: dict[int, tuple[int, str]] = {}
        self.run(self._open())

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    async def _open(self) -> None:
        file = Path(self.folder.name) / "quizbot.sqlite"
        self.database = await self.stack.enter_async_context(open_database(file))
        channel = Channel()
        self.grader = GRADER
        self.grader.mood = 1.0
        grading = Verdicts(self.database, self.grader)
        self.schedules = Schedules(self.database, BANK)
        self.daily = a_round(self.database, BANK, grading, channel)
        self.answers = Answers(self.database)
        self.deciding = Grades(self.database)
        self.voiding = GradeVoids(self.database)
        self.regrading = Regrading(self.database, grading)
        self.second_looks = SecondLooks(self.database)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        guild = Guild(GUILD, "Europe/Berlin")
        self.schedule = self.run(self.schedules.set_up(guild, plan(), 99, self.now))
        self.challenge = self.run(self.daily.post_now(GUILD, self.schedule.id, 99, self.now))
        self.revealed: list[int] = []

    @rule(member=MEMBERS, points=st.sets(st.integers(0, 7)))
    def answer(self, member: int, points: set[int]) -> None:
        known = self.challenge.question.key_points
        text = ". ".join(known[i].point for i in points if i < len(known)) or "no idea at all"
        self.run(
            self.answers.save(self.challenge, member, f"m{member}", Submission(text), self.now)
        )

    @rule(days=st.integers(0, 9))
    def reveal(self, days: int) -> None:
        number = self.challenge.number
        self.run(self.daily.reveal_now(GUILD, CHANNEL, 99, self.now, number=number))
        self.revealed.append(self.challenge.number)
        self.now += timedelta(days=days)
        self.challenge = self.run(self.daily.post_now(GUILD, self.schedule.id, 99, self.now))

    def _case(self, data: st.DataObject, member: int, moderator: int) -> Any:
        number = data.draw(st.sampled_from(self.revealed))
        try:
            return self.run(self.deciding.find(GUILD, number, member, moderator))
        except Refusal:
            return None

    @precondition(lambda self: self.revealed)
    @rule(data=st.data(), member=MEMBERS, moderator=MODERATORS)
    def decide(self, data: st.DataObject, member: int, moderator: int) -> None:
        case = self._case(data, member, moderator)
        if case is None:
            return
        reason = data.draw(st.sampled_from(["said otherwise", "see the lecture"]))
        try:
            for place in range(len(case.marks)):
                found = data.draw(st.sampled_from(list(Coverage)))
                self.run(self.deciding.mark(GUILD, case.grade.id, place, found, moderator))
            made = self.run(
                self.deciding.save(GUILD, case.grade.id, moderator, reason, self.now, str)
            )
        except Refusal:
            assert case.challenge.void is not None
            return
        self.decided[made.grade.id] = (moderator, reason)

    @precondition(lambda self: self.revealed)
    @rule(data=st.data(), member=MEMBERS, moderator=MODERATORS)
    def keep(self, data: st.DataObject, member: int, moderator: int) -> None:
        case = self._case(data, member, moderator)
        if case is not None and case.challenge.void is None:
            made = self.run(self.deciding.keep(GUILD, case.grade.id, moderator, self.now, str))
            assert made.grade.points == case.grade.points
            self.decided[made.grade.id] = (moderator, made.grade.reason)

    @precondition(lambda self: self.revealed)
    @rule(data=st.data(), member=MEMBERS)
    def ask(self, data: st.DataObject, member: int) -> None:
        case = self._case(data, member, 99)
        if case is not None:
            try:
                self.run(
                    self.second_looks.ask(GUILD, case.challenge.id, member, "please", self.now)
                )
            except Refusal:
                return
            assert case.answer.id in self.run(self.deciding.waiting(GUILD))

    @precondition(lambda self: self.revealed)
    @rule(data=st.data(), void=st.booleans(), moderator=MODERATORS)
    def void(self, data: st.DataObject, void: bool, moderator: int) -> None:
        number = data.draw(st.sampled_from(self.revealed))
        act = self.voiding.void if void else self.voiding.unvoid
        with suppress(Refusal):
            self.run(act(GUILD, number, "unfair", moderator, self.now))

    @rule(mood=st.sampled_from([1.0, 0.5, 0.0]), apply=st.booleans())
    def regrade(self, mood: float, apply: bool) -> None:
        self.grader.mood = mood
        before = self.run(self._lines())
        outcome = self.run(self.regrading.run(GUILD, None, self.now, apply=apply))
        assert outcome.missed == 0
        if not apply:
            assert self.run(self._lines()) == before
        else:
            again = self.run(self.regrading.run(GUILD, None, self.now, apply=True))
            assert again.changed == 0

    async def _lines(self) -> list[tuple[Any, ...]]:
        rows = await self.database.all(
            "SELECT count(*), sum(points) FROM ledger UNION ALL "
            "SELECT count(*), sum(points) FROM verdicts"
        )
        return [tuple(row) for row in rows]

    @invariant()
    def the_ledger_is_the_sum_of_the_grades_that_count(self) -> None:
        given = self.run(self.database.all(_GIVEN))
        due = self.run(self.database.all(_DUE))
        assert {tuple(r) for r in given if r[1]} == {tuple(r) for r in due if r[1]}

    @invariant()
    def the_boards_are_those_of_the_ledger(self) -> None:
        assert self.run(self.database.write(ledger.rebuild)) == 0

    @invariant()
    def a_correction_changes_the_week_of_the_answer(self) -> None:
        """Every line of a member for a challenge stands under one day."""
        rows = self.run(
            self.database.all(
                "SELECT 1 FROM ledger GROUP BY challenge_id, user_id HAVING count(DISTINCT day) > 1"
            )
        )
        assert rows == []

    @invariant()
    def decisions_stay_on_record(self) -> None:
        rows = self.run(
            self.database.all(
                "SELECT id, decided_by, reason FROM verdicts WHERE decided_by IS NOT NULL"
            )
        )
        assert {row["id"]: (row["decided_by"], row["reason"]) for row in rows} == self.decided

    @invariant()
    def nobody_waits_who_was_answered(self) -> None:
        for answer_id in self.run(grade_queue.waiting(self.database.reader, GUILD, 200)):
            grades = self.run(verdicts.history(self.database.reader, answer_id))
            look = self.run(self.database.one(_LOOK, answer_id))
            assert (look is not None) or grades[-1].verdict.flags


_GIVEN = "SELECT user_id, sum(points) FROM ledger GROUP BY user_id"
_DUE = (
    "SELECT a.user_id, sum(v.points) FROM verdicts AS v JOIN answers AS a ON a.id = v.answer_id "
    "JOIN challenges AS c ON c.id = v.challenge_id WHERE c.void IS NULL AND v.id = "
    "(SELECT max(n.id) FROM verdicts AS n WHERE n.answer_id = v.answer_id) GROUP BY a.user_id"
)
_LOOK = "SELECT 1 FROM second_looks WHERE answer_id = $1 AND verdict_id IS NULL"

GradesMachine.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestGrades = GradesMachine.TestCase
