"""Streaks over real slots: which of them count, and whose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizbot.domain.challenge import Challenge, State, Submission
from quizbot.domain.schedule import Schedule
from quizbot.errors import CannotPost
from quizbot.services import streaks as service
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.services.streaks import Streaks
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, all_challenges, plan

ANA, BO = 7, 8


@pytest.fixture
def streaks(database: Database) -> Streaks:
    return Streaks(database)


class Days:
    """Lets days pass on which a question comes, and who is named answers it."""

    def __init__(self, daily: Daily, answers: Answers, database: Database, clock: SetClock) -> None:
        self._daily, self._answers, self._database, self._clock = daily, answers, database, clock
        clock.advance(hours=1)

    async def day(self, *who: int) -> Challenge:
        await self._daily.tick(self._clock())
        newest = (await all_challenges(self._database))[-1]
        for user in who:
            await self._answers.save(newest, user, f"m{user}", Submission("x"), self._clock())
        await self._daily.tick(self._clock() + timedelta(hours=13))
        self._clock.advance(days=1)
        return newest


@pytest.fixture
def days(
    daily: Daily, answers: Answers, database: Database, clock: SetClock, schedule: Schedule
) -> Days:
    return Days(daily, answers, database, clock)


async def lengths(streaks: Streaks) -> tuple[int, int]:
    found = [await streaks.longest(GUILD, user) for user in (ANA, BO)]
    return found[0].length, found[1].length


async def test_each_member_has_an_own_streak(days: Days, streaks: Streaks) -> None:
    for _ in range(3):
        await days.day(ANA, BO)
    await days.day(BO)
    assert await lengths(streaks) == (3, 4)
    await days.day(BO)
    assert await lengths(streaks) == (0, 5)
    await days.day(ANA)
    assert await lengths(streaks) == (1, 5)


async def test_a_question_counts_from_its_model_answer_on(
    days: Days,
    streaks: Streaks,
    daily: Daily,
    answers: Answers,
    database: Database,
    clock: SetClock,
    channel: Channel,
) -> None:
    await days.day(ANA)
    await days.day(ANA, BO)
    await daily.tick(clock())
    newest = (await all_challenges(database))[-1]
    await answers.save(newest, ANA, "ana", Submission("x"), clock())
    assert await lengths(streaks) == (2, 1)
    channel.refusal = CannotPost("no")
    await daily.tick(clock.advance(hours=13))
    assert (await all_challenges(database))[-1].state is State.CLOSED
    assert await lengths(streaks) == (2, 1)
    channel.refusal = None
    await daily.tick(clock.advance(minutes=31))
    assert await lengths(streaks) == (3, 1)


async def test_what_the_bot_failed_to_post_counts_for_nobody(
    days: Days, streaks: Streaks, daily: Daily, channel: Channel, clock: SetClock
) -> None:
    await days.day(ANA)
    await days.day(ANA, BO)
    clock.advance(days=3, hours=8)  # down, back after the late limit
    await daily.tick(clock())
    clock.advance(hours=16)
    assert await lengths(streaks) == (2, 1)
    channel.refusal = CannotPost("no")
    await daily.tick(clock())
    await daily.tick(clock.advance(hours=7))
    channel.refusal = None
    clock.advance(hours=17)
    assert await lengths(streaks) == (2, 1)
    await days.day(ANA)
    assert await lengths(streaks) == (3, 1)


async def test_a_void_question_counts_for_nobody(
    days: Days, streaks: Streaks, database: Database
) -> None:
    await days.day(ANA, BO)
    void = await days.day(ANA)
    await days.day(ANA)
    assert await lengths(streaks) == (3, 0)
    await database.write(
        lambda c: c.run("UPDATE challenges SET void = 'wrong' WHERE id = $1", void.id)
    )
    assert await lengths(streaks) == (2, 1)


async def test_a_question_besides_the_schedule_is_no_slot(
    days: Days, streaks: Streaks, daily: Daily, schedule: Schedule, clock: SetClock
) -> None:
    await days.day(ANA)
    extra = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock() + timedelta(hours=13))
    assert await lengths(streaks) == (1, 0)
    assert (await streaks.of_challenge(extra, ANA)).length == 1


async def test_each_schedule_has_its_own_and_the_longest_is_shown(
    days: Days, streaks: Streaks, schedules: Schedules, clock: SetClock, database: Database
) -> None:
    await days.day(ANA)
    weekly = plan(channel_id=6, days=frozenset({clock().weekday()}))
    added = await schedules.add(GUILD, weekly, MODERATOR, clock() - timedelta(minutes=1))
    await days.day(ANA)  # answers the newest of the two: the weekly one
    assert [one.schedule_id for one in await all_challenges(database)] == [1, 1, added.id]
    await days.day(ANA)
    assert await lengths(streaks) == (2, 0)
    await schedules.remove(GUILD, 1, MODERATOR, clock())
    assert await lengths(streaks) == (1, 0)


async def test_a_long_streak_is_read_in_steps(
    days: Days, streaks: Streaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FIRST_LOOK", 2)
    monkeypatch.setattr(service, "FURTHER", 2)
    for _ in range(9):
        await days.day(ANA)
    assert await lengths(streaks) == (9, 0)
