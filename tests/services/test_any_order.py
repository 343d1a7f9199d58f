"""Whatever happens, in any order: the promises of the round hold after each step."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.guild import Guild
from quizbot.domain.notice import Notice
from quizbot.domain.reveal import Reveal
from quizbot.domain.schedule import Plan
from quizbot.domain.schedule_words import read_time
from quizbot.errors import CannotPost, Closed, QuizError, Unreachable
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database, open_database
from tests.conftest import SetClock, sample
from tests.loopback.kills.promises import NEVER
from tests.services.channel import Killed
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, a_round, plan

NONCE_HOLDS = timedelta(minutes=5)
TROUBLES = [None, None, "refused", "not reached", "answer lost", "killed before", "killed after"]
DELAYS = [0, 61, 600, 1801, 3600, 3 * 3600, 3 * 3600, 5 * 3600, 25 * 3600, -600, -2 * 3600]
"""Seconds between two ticks; the clock may be set back."""
DEATHS = [0, 0, 0, 1, -1, 2, -2, 3, -3]
"""Writes until the process dies: at the end of one, or (negative) before it."""
HOURS = [0, 3, 6, 9, 12, 15, 18, 21]
HOLDS = {
    promise: sql
    for promise, sql in NEVER.items()
    if promise not in ("a slot was lost", "a challenge of a schedule has no slot")
}
"""Slots are lost here by right, and challenges posted out of turn have none."""


_ONE = st.integers(0, 23)
GRADER = Grader(sample().questions.values())


def at(hour: int) -> Plan:
    return plan(at=read_time(f"{hour:02}:00"), zone="UTC", reveal_after=timedelta(hours=2))


class Discord:
    """The publisher's port: messages by challenge, the rule about nonces, and one trouble to come.

    Each message is (kind, challenge, nonce, moment).
    """

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.messages: list[tuple[str, Challenge, str, datetime]] = []
        self.trouble: str | None = None

    async def post(self, challenge: Challenge) -> int:
        return self._send("post", challenge, challenge.post_nonce)

    async def reveal(self, challenge: Challenge, _reveal: Reveal) -> int:
        return self._send("reveal", challenge, challenge.reveal_nonce)

    async def find_post(self, challenge: Challenge) -> int | None:
        return self._find("post", challenge)

    async def find_reveal(self, challenge: Challenge) -> int | None:
        return self._find("reveal", challenge)

    async def refresh(self, challenge: Challenge) -> None:
        """Nothing depends on it."""

    async def stands(self, challenge: Challenge) -> bool:
        return challenge.message_id is not None

    async def open_thread(self, challenge: Challenge, message_id: int) -> None:
        """Nothing depends on it."""

    async def send(self, notice: Notice, channel_id: int | None) -> None:
        """Nothing depends on it."""

    async def find(self, notice: Notice, channel_id: int | None, *, besides: int) -> bool:
        return True

    def _send(self, kind: str, challenge: Challenge, nonce: str) -> int:
        trouble, self.trouble = self.trouble, None
        if trouble == "refused":
            raise CannotPost("I am missing Send Messages.")
        if trouble == "not reached":
            raise Unreachable("Discord does not answer.")
        if trouble == "killed before":
            raise Killed
        place = self._stand(kind, challenge, nonce)
        if trouble == "answer lost":
            raise Unreachable("Discord does not answer.")
        if trouble == "killed after":
            raise Killed
        return place

    def _stand(self, kind: str, challenge: Challenge, nonce: str) -> int:
        now = self.clock()
        for place, (_, _, used, at) in enumerate(self.messages, 1):
            if used == nonce and abs(now - at) < NONCE_HOLDS:
                return place
        self.messages.append((kind, challenge, nonce, now))
        return len(self.messages)

    def _find(self, kind: str, challenge: Challenge) -> int | None:
        for place, message in enumerate(self.messages, 1):
            if (message[0], message[1].id) == (kind, challenge.id):
                return place
        return None


class Mortal(Database):
    """The round's database, at one of whose writes to come the process dies."""

    def __init__(self, database: Database) -> None:
        self._real = database
        self.left = 0

    @property
    def reader(self) -> Connection:
        return self._real.reader

    async def write(self, write: Any) -> Any:
        if self.left == -1:
            raise Killed
        done = await self._real.write(write)
        if self.left == 1:
            raise Killed
        self.left -= (self.left > 0) - (self.left < 0)
        return done


class AnyOrder(RuleBasedStateMachine):
    """One server with a schedule, members who answer, a moderator, and a bot that dies."""

    @initialize()
    def open(self) -> None:
        self.clock = SetClock(datetime(2027, 3, 27, 7, 30, tzinfo=UTC))
        self.discord = Discord(self.clock)
        self.kept: dict[tuple[int, int], str] = {}
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.file = Path(folder) / "quizbot.sqlite"
        self.database = self.do(self.stack.enter_async_context(open_database(self.file)))
        self.eyes = self.stack.enter_context(closing(sqlite3.connect(self.file)))
        self.schedules = Schedules(self.database, sample())
        self.answers = Answers(self.database)
        self.do(self.schedules.set_up(Guild(GUILD, "UTC"), at(HOURS[0]), MODERATOR, self.clock()))
        for hour in HOURS[1:]:
            self.do(self.schedules.add(GUILD, at(hour), MODERATOR, self.clock()))
        self.start()

    daily: Daily

    def do(self, act: Any) -> Any:
        return self.runner.run(act)

    @rule()
    def start(self) -> None:
        """Begin a new process on the same file and channel."""
        if hasattr(self, "daily"):
            self.do(self.daily.steps.finish(0))
        self.mortal = Mortal(self.database)
        grading = Verdicts(self.mortal, GRADER)
        self.daily = a_round(self.mortal, sample(), grading, self.discord)

    @rule(
        seconds=st.sampled_from(DELAYS),
        trouble=st.sampled_from(TROUBLES),
        death=st.sampled_from(DEATHS),
    )
    def tick(self, seconds: int, trouble: str | None, death: int) -> None:
        now = self.clock.advance(seconds=seconds)
        self.discord.trouble, self.mortal.left = trouble, death
        before = set(self.rows("SELECT schedule_id, day FROM slots WHERE missed IS NOT NULL"))
        try:
            self.do(self.daily.tick(now))
        except Killed:
            self.start()
        late = f"SELECT schedule_id, day, {int(now.timestamp())} - due FROM slots "
        late += "WHERE missed = 'not_running'"
        for schedule, day, seconds_late in self.rows(late):
            assert (schedule, day) in before or seconds_late > 6 * 3600

    @rule(member=st.integers(1, 3), text=st.sampled_from(["noise", "no idea", "a loss"]))
    def answer(self, member: int, text: str) -> None:
        for (id_,) in self.rows("SELECT id FROM challenges WHERE state = 'open'"):
            try:
                challenge = self.do(self.answers.open_challenge(GUILD, id_, self.clock()))
                submission = Submission(text)
                self.do(self.answers.save(challenge, member, "m", submission, self.clock()))
            except Closed:
                continue
            self.kept[id_, member] = text

    @rule(act=st.sampled_from(["edit", "pause", "resume", "remove", "post", "reveal"]), which=_ONE)
    def moderate(self, act: str, which: int) -> None:
        """Change a schedule, or do at once what is not due."""
        schedule, now = self.do(self.schedules.all(GUILD))[which % 2], self.clock()
        if act == "edit":
            new = {"at": read_time(f"{which:02}:30")}
            self.do(self.schedules.edit(GUILD, schedule.id, new, MODERATOR, now))
        elif act == "post":
            self.at_once(self.daily.post_now(GUILD, schedule.id, MODERATOR, now))
        elif act == "reveal":
            self.at_once(self.daily.reveal_now(GUILD, CHANNEL, MODERATOR, now))
        elif act == "remove" and len(self.do(self.schedules.all(GUILD))) < 3:
            return
        else:
            self.do(getattr(self.schedules, act)(GUILD, schedule.id, MODERATOR, now))

    def at_once(self, act: Any) -> None:
        try:
            self.do(act)
        except QuizError:
            pass  # it is refused, or found out later
        except Killed:
            self.start()

    def rows(self, sql: str) -> list[Any]:
        return self.eyes.execute(sql).fetchall()

    @invariant()
    def the_database_holds_what_was_promised(self) -> None:
        for promise, sql in HOLDS.items():
            assert self.rows(sql) == [], promise
        stored = {(row[0], row[1]): row[2] for row in self.rows(_ANSWERS)}
        assert stored == self.kept

    @invariant()
    def every_message_stands_once_and_not_before_its_time(self) -> None:
        sent = [(kind, challenge.id) for kind, challenge, _, _ in self.discord.messages]
        assert len(sent) == len(set(sent))
        for kind, challenge, _, at in self.discord.messages:
            assert at >= (challenge.due if kind == "post" else challenge.reveal_at)
        for id_, *recorded in self.rows(_RECORDED):
            for kind, place in zip(("post", "reveal"), recorded, strict=True):
                assert place is None or sent[place - 1] == (kind, id_)

    def teardown(self) -> None:
        """Let the trouble pass, and see that nothing waits for ever."""
        if not hasattr(self, "database"):
            return
        self.start()
        for seconds in (3600, 3600, 8 * 24 * 3600, 61):
            self.tick(seconds, None, 0)
        assert self.rows("SELECT id FROM challenges WHERE state IN ('claimed', 'closed')") == []
        revealed = self.rows("SELECT id FROM challenges WHERE state = 'revealed'")
        kinds = [
            challenge.id for kind, challenge, _, _ in self.discord.messages if kind == "reveal"
        ]
        assert sorted(kinds) == sorted(id_ for (id_,) in revealed)
        self.the_database_holds_what_was_promised()
        self.do(self.stack.aclose())
        self.runner.close()


_ANSWERS = "SELECT challenge_id, user_id, text FROM answers"
_RECORDED = "SELECT id, message_id, reveal_message_id FROM challenges"


@pytest.mark.parametrize("part", range(3))
def test_the_promises_hold_in_any_order(part: int) -> None:
    machine = seed(part)(type("Part", (AnyOrder,), {}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=7,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
