"""Moderators are told once: what was missed, and that new questions run short."""

from __future__ import annotations

from functools import partial

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.domain.schedule import Schedule
from quizbot.errors import ChannelGone
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.storage import questions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import GUILD, MODERATOR, plan


def said(channel: Channel, words: str) -> list[str]:
    """Return what was told with these words, and forget it."""
    found = [sentence for _, sentence in channel.told if words in sentence]
    channel.told.clear()
    return found


async def test_an_outage_is_told_once_with_all_its_days(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(days=3, hours=2))
    [sentence] = said(channel, "Not posted in <#5>")
    assert "2026-11-21 to 2026-11-23 (3 questions): the bot was not running" in sentence
    for _ in range(3):
        await daily.tick(clock.advance(days=1))
    assert channel.told == []
    await daily.tick(clock.advance(days=1, hours=8))
    assert "2026-11-28: the bot was not running" in said(channel, "Not posted")[0]


async def test_a_lasting_trouble_is_not_told_day_by_day(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, schedules: Schedules
) -> None:
    channel.refusal = ChannelGone("The channel does not exist any more.")
    clock.advance(hours=1)
    for _ in range(5 * 24):
        await daily.tick(clock.advance(hours=1))
    assert len(said(channel, "Not posted in")) == 1
    [listed] = await schedules.listed(GUILD, clock())
    assert len(listed.missed) == 5


async def test_a_removed_schedule_has_no_news(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    channel.refusal = ChannelGone("The channel does not exist any more.")
    await daily.tick(clock.advance(hours=1))
    said(channel, "")
    await database.write(
        lambda c: c.run("UPDATE schedules SET removed_at = 1 WHERE id = $1", schedule.id)
    )
    await daily.tick(clock.advance(hours=7))
    assert channel.told == []


@pytest.mark.parametrize(("days", "told_at"), [(range(7), 6), (range(5), 4), ((5,), 0)])
async def test_a_shortage_is_told_when_less_than_seven_days_are_left(
    daily: Daily,
    schedules: Schedules,
    bank: Library,
    clock: SetClock,
    channel: Channel,
    days: range,
    told_at: int,
) -> None:
    added = await schedules.add(
        GUILD, plan(topics=("vaes", "gans"), days=frozenset(days)), MODERATOR, clock()
    )
    left, _ = await schedules.unasked(added)
    clock.advance(hours=1)
    told = {}
    while left:
        await daily.tick(clock.advance(days=1))
        left, _ = await schedules.unasked(added)
        for sentence in said(channel, "less than 7 days"):
            told[left] = sentence
    assert list(told) == [told_at]
    assert f"{told_at} of " in told[told_at]
    await daily.tick(clock.advance(days=14))
    assert said(channel, "less than 7 days") == []


async def test_a_shortage_is_told_again_after_a_refill(
    daily: Daily,
    schedules: Schedules,
    database: Database,
    bank: Library,
    clock: SetClock,
    channel: Channel,
) -> None:
    added = await schedules.add(GUILD, plan(topics=("vaes", "gans")), MODERATOR, clock())
    size = (await schedules.unasked(added))[0]
    clock.advance(hours=1)
    told = []
    for day in range(size + 20):
        if day == size:
            await _refill(database, bank, clock, 10)
        await daily.tick(clock.advance(days=1))
        told += [day for _ in said(channel, "less than 7 days")]
    assert told == [size - 7, size + 3]


async def _refill(database: Database, bank: Library, clock: SetClock, count: int) -> None:
    model = next(one for one in bank.questions.values() if one.topic == "vaes")
    for number in range(count):
        new = Question(f"own-{number}", *(getattr(model, name) for name in model.__slots__[1:]))
        await database.write(
            partial(questions.add, guild_id=GUILD, question=new, author_id=MODERATOR, now=clock())
        )
