"""A question is not asked again where it is open: one reveal would answer both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from quizbot.bank.library import Library
from quizbot.domain.schedule import Schedule
from quizbot.domain.schedule_words import read_time
from quizbot.services.daily import Daily
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.schedules import Schedules
from quizbot.storage import question_retired, questions, queue
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, all_challenges, plan


async def asked(database: Database) -> list[str]:
    return [challenge.question.id for challenge in await all_challenges(database)]


async def test_a_queued_one_waits_until_it_was_revealed(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database, bank: Library
) -> None:
    await daily.tick(clock.advance(hours=1))
    [first] = await asked(database)
    await database.write(lambda c: queue.add(c, GUILD, first, MODERATOR, clock()))
    waits = some(await Queue(database, Questions(database, bank)).get(GUILD, first))
    assert some(waits.run).due == clock() + timedelta(days=1)
    second = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert second.question.id != first
    assert await queue.ids(database.reader, GUILD) == [first]
    await daily.tick(clock.advance(hours=13))
    await daily.tick(clock.advance(hours=11))
    assert (await asked(database))[2] == first
    assert await queue.ids(database.reader, GUILD) == []


async def test_neither_is_the_servers_own_version_of_it(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database, bank: Library
) -> None:
    await daily.tick(clock.advance(hours=1))
    [first] = await asked(database)
    own = replace(bank.questions[first], id="own-1")
    await database.write(lambda c: questions.add(c, GUILD, own, MODERATOR, clock(), first))
    await database.write(lambda c: question_retired.add(c, GUILD, first, MODERATOR, clock()))
    await database.write(lambda c: queue.add(c, GUILD, "own-1", MODERATOR, clock()))
    second = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert second.question.id not in (first, "own-1")
    await daily.tick(clock.advance(hours=13))
    await daily.tick(clock.advance(hours=11))
    assert (await asked(database))[2] == "own-1"


async def test_a_small_topic_goes_round_before_it_is_asked_twice_at_once(
    daily: Daily, schedules: Schedules, clock: SetClock, database: Database, channel: Channel
) -> None:
    """More slots than questions: each still open question waits, and no slot is lost."""
    for hour in range(9, 24):
        hourly = plan(topics=("vaes",), at=read_time(f"{hour}:00"), reveal_after=timedelta(days=7))
        await schedules.add(GUILD, hourly, MODERATOR, clock())
    size = len(await schedules.fitting(GUILD, plan(topics=("vaes",))))
    assert size < 15
    for _ in range(15):
        await daily.tick(clock.advance(hours=1))
    ids = await asked(database)
    assert len(set(ids[:size])) == size
    assert len(ids) == channel.count("post") == 15
