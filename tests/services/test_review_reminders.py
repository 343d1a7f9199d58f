"""The daily reminder: at one's own hour, once a day, over restarts, and until it cannot arrive."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from quizbot.bank.library import Library
from quizbot.domain.notice import LONGEST_PAUSE
from quizbot.errors import CannotPost, Unreachable
from quizbot.services.daily import Daily
from quizbot.services.notices import Notices
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.review_settings import ReviewWishes
from quizbot.storage import clock_jumps, review_cards
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel

ANA = 7
WORDS = "1 card is due for review. You asked to be told at this hour."


@pytest.fixture
async def ana(database: Database, bank: Library, clock: SetClock) -> ReviewWishes:
    """One card is due; the reminder is wished for 09:00 in Berlin, in an hour."""
    now = clock()
    id_ = next(iter(bank.questions))
    await database.write(lambda c: review_cards.add(c, ANA, 0, id_, now, now, missed=False))
    wishes = ReviewWishes(database)
    await wishes.change(ANA, None, now, hour=9, zone="Europe/Berlin")
    return wishes


async def pass_to(daily: Daily, now: datetime) -> None:
    """Let it be a moment, and the second after: what one tick has stored the next one sends."""
    await daily.tick(now)
    await daily.tick(now + timedelta(seconds=1))


async def test_it_comes_at_its_hour_once_a_day(
    ana: ReviewWishes, daily: Daily, channel: Channel, clock: SetClock
) -> None:
    await pass_to(daily, clock.advance(minutes=59))
    assert channel.told == []
    for minutes in (1, 1, 120, 600):
        await pass_to(daily, clock.advance(minutes=minutes))
        assert channel.told == [(ANA, WORDS)]
    await pass_to(daily, clock.advance(hours=12))
    assert channel.told == [(ANA, WORDS)] * 2


async def test_where_nothing_is_due_there_is_none_that_day(
    ana: ReviewWishes, daily: Daily, channel: Channel, database: Database, clock: SetClock
) -> None:
    in_two_hours = int(clock.advance(hours=1).timestamp()) + 3600
    await database.write(lambda c: c.run("UPDATE review_cards SET due = $1", in_two_hours))
    await pass_to(daily, clock())
    await pass_to(daily, clock.advance(hours=3))
    assert channel.told == []
    await pass_to(daily, clock.advance(hours=21))
    assert channel.told == [(ANA, WORDS)]


@pytest.mark.parametrize(("late", "told"), [(5, 1), (7, 0)])
async def test_a_late_start_reminds_within_some_hours(
    ana: ReviewWishes, daily: Daily, channel: Channel, clock: SetClock, late: int, told: int
) -> None:
    await pass_to(daily, clock.advance(hours=1 + late))
    assert len(channel.told) == told


async def test_a_later_hour_on_the_same_day_does_not_remind_again(
    ana: ReviewWishes, daily: Daily, channel: Channel, clock: SetClock
) -> None:
    await pass_to(daily, clock.advance(hours=1))
    await ana.change(ANA, None, clock(), hour=20)
    await pass_to(daily, clock.advance(hours=12))
    assert channel.told == [(ANA, WORDS)]
    await ana.change(ANA, None, clock(), hour=None)
    await pass_to(daily, clock.advance(days=1))
    assert channel.told == [(ANA, WORDS)]


async def test_cut_off_anywhere_it_comes_once(
    ana: ReviewWishes,
    database: Database,
    bank: Library,
    channel: Channel,
    clock: SetClock,
) -> None:
    """The process ends after the reminder was stored, and while it was being sent."""
    clock.advance(hours=1)
    for _ in range(2):
        await ReviewReminders(database, bank).remind(clock())
    assert await database.value("SELECT count(*) FROM notices") == 1
    channel.closed, channel.lost = Unreachable("no answer"), True
    await Notices(database, channel).send_due(clock())
    channel.closed = None
    later = clock.advance(seconds=LONGEST_PAUSE.total_seconds())
    await Notices(database, channel).send_due(later)
    assert channel.told == [(ANA, WORDS)]
    assert await database.value("SELECT state FROM notices") == "told"


async def test_closed_messages_end_it(
    ana: ReviewWishes, daily: Daily, channel: Channel, clock: SetClock
) -> None:
    channel.closed = CannotPost("closed")
    await pass_to(daily, clock.advance(hours=1))
    settings = await ana.get(ANA, None)
    assert (settings.hour, settings.reminders_ended) == (None, True)
    channel.closed = None
    await pass_to(daily, clock.advance(days=1))
    assert channel.told == []
    await ana.heard(ANA)
    assert not (await ana.get(ANA, None)).reminders_ended


async def test_a_day_without_an_answer_of_discord_does_not_end_it(
    ana: ReviewWishes, daily: Daily, channel: Channel, clock: SetClock
) -> None:
    channel.closed = Unreachable("no answer")
    clock.advance(hours=1)
    for _ in range(3):
        await pass_to(daily, clock.advance(hours=13))
    assert (await ana.get(ANA, None)).hour == 9


async def test_a_clock_that_was_ahead_does_not_silence_it(
    ana: ReviewWishes, daily: Daily, channel: Channel, database: Database, clock: SetClock
) -> None:
    before = clock.moment
    await pass_to(daily, clock.advance(days=90, hours=1))
    assert channel.told == [(ANA, WORDS)]
    clock.moment = before
    await database.write(lambda c: clock_jumps.mend(c, clock()))
    await pass_to(daily, clock())
    assert channel.told == [(ANA, WORDS)]  # it is not the hour
    await pass_to(daily, clock.moment + timedelta(hours=1))
    assert channel.told == [(ANA, WORDS)] * 2
