"""An error that nobody foresaw: tried again, and told once after the third time."""

from __future__ import annotations

import logging
import re

import pytest

from quizbot.domain.challenge import Challenge
from quizbot.domain.schedule import Schedule
from quizbot.domain.timetable import Slot
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.storage import slots
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import (
    CHANNEL,
    GUILD,
    MODERATOR,
    choose_review_channel,
    plan,
)


async def fail(*_args: object) -> int:
    raise ValueError("a fault nobody foresaw")


def named(sentence: str) -> str:
    """Return the reference that a sentence gives."""
    found = re.search(r"reference ([2-9A-Z]{5});", sentence)
    assert found is not None, sentence
    return found[1]


async def test_the_third_time_the_author_is_told_once(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(channel, "post", fail)
        await daily.tick(clock.advance(hours=1))
        await daily.tick(clock.advance(minutes=1))
        assert channel.told == []
        for _ in range(10):
            await daily.tick(clock.advance(minutes=20))
    [(user, sentence)] = channel.told
    assert user == MODERATOR
    assert sentence.startswith("Posting question #1 failed 3 times")
    [logged] = [one for one in caplog.records if named(sentence) in one.getMessage()]
    assert logged.levelno == logging.ERROR
    assert logged.exc_info is not None
    await daily.tick(clock.advance(minutes=31))
    assert channel.count("post") == 1


async def test_the_review_channel_is_told_as_well(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await choose_review_channel(database, clock)
    await daily.tick(clock.advance(hours=1))
    monkeypatch.setattr(channel, "reveal", fail)
    clock.advance(hours=12)
    for _ in range(10):
        await daily.tick(clock.advance(minutes=20))
    [(place, sentence)] = channel.reviewed
    assert place == 6
    assert sentence.startswith("Posting the model answer of question #1 failed 3 times")
    assert channel.told == [(MODERATOR, sentence)]


async def test_a_schedule_that_fails_so_holds_up_no_other(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await schedules.add(2, plan(), MODERATOR, clock())
    claim, tried = slots.claim, []

    async def sometimes(connection: Connection, schedule_id: int, slot: Slot) -> bool:
        if schedule_id == schedule.id:
            tried.append(clock())
            raise ValueError("a fault nobody foresaw")
        return await claim(connection, schedule_id, slot)

    monkeypatch.setattr(slots, "claim", sometimes)
    await daily.tick(clock.advance(hours=1))
    assert channel.count("post") == 1
    for _ in range(60):
        await daily.tick(clock.advance(minutes=1))
    assert len(tried) == 6
    [(user, sentence)] = channel.told
    assert user == MODERATOR
    assert sentence.startswith(f"Choosing the question for <#{CHANNEL}> failed 3 times")
    monkeypatch.setattr(slots, "claim", claim)
    await daily.tick(clock.advance(minutes=30))
    assert channel.count("post") == 2


async def test_an_edit_that_fails_so_is_told_too_and_made_once_it_can_be(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    challenge: Challenge = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    with monkeypatch.context() as broken:
        broken.setattr(channel, "refresh", fail)
        await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
        for _ in range(10):
            await daily.tick(clock.advance(minutes=4))
    assert ["Bringing one of my messages" in sentence for _, sentence in channel.told] == [True]
    await daily.tick(clock.advance(minutes=31))
    assert challenge.id in channel.shown
