from __future__ import annotations

from datetime import timedelta

import pytest

from quizbot.domain.guild import Guild
from quizbot.domain.question import Level
from quizbot.domain.schedule import MOST_SCHEDULES, Schedule
from quizbot.domain.schedule_words import read_time
from quizbot.errors import NotFound, Refusal
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules, next_runs
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, plan


async def test_setting_up_again_changes_the_same_schedule(
    schedules: Schedules, schedule: Schedule, clock: SetClock
) -> None:
    again = await schedules.set_up(
        Guild(GUILD, "UTC"), plan(at=read_time("20:00")), MODERATOR, clock()
    )
    assert again.id == schedule.id
    assert len(await schedules.all(GUILD)) == 1


async def test_a_later_time_on_the_same_day_is_not_asked_twice(
    schedules: Schedules, schedule: Schedule, daily: Daily, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=1))
    await schedules.edit(GUILD, schedule.id, {"at": read_time("18:00")}, MODERATOR, clock())
    await daily.tick(clock.advance(hours=10))
    assert channel.count("post") == 1
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == 2


async def test_pause_and_resume_make_up_for_nothing(
    schedules: Schedules, schedule: Schedule, daily: Daily, clock: SetClock, channel: Channel
) -> None:
    await schedules.pause(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(days=3, hours=2))
    await schedules.resume(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock())
    assert channel.messages == []
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == 1


async def test_a_removed_schedule_reveals_what_it_asked(
    schedules: Schedules, schedule: Schedule, daily: Daily, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=1))
    await schedules.remove(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(days=2))
    assert (channel.count("post"), channel.count("reveal")) == (1, 1)
    with pytest.raises(NotFound, match="/schedule list"):
        await schedules.get(GUILD, schedule.id)


async def test_limits_and_refusals(
    schedules: Schedules, schedule: Schedule, clock: SetClock
) -> None:
    with pytest.raises(NotFound):
        await schedules.edit(2, schedule.id, {}, MODERATOR, clock())
    with pytest.raises(Refusal, match="No question has these"):
        await schedules.add(GUILD, plan(topics=("nothing",)), MODERATOR, clock())
    for _ in range(MOST_SCHEDULES - 1):
        clock.advance(minutes=1)
        await schedules.add(GUILD, plan(levels=(Level.BEGINNER,)), MODERATOR, clock())
    with pytest.raises(Refusal, match="can have 25"):
        await schedules.add(GUILD, plan(), MODERATOR, clock())


async def test_next_runs_are_a_day_apart(schedule: Schedule, clock: SetClock) -> None:
    first, second, third = next_runs(schedule, clock())
    assert first == clock() + timedelta(hours=1)
    assert second - first == third - second == timedelta(days=1)
