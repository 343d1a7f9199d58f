"""Late, refused, not answered: nothing is lost, and moderators are told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quizbot.domain.challenge import Challenge, State, Submission
from quizbot.domain.leaderboard import Period
from quizbot.domain.schedule import Schedule
from quizbot.domain.slot_causes import Cause, Missed
from quizbot.errors import CannotPost, ChannelGone, Unreachable
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.schedules import Schedules
from quizbot.storage import queue
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.channel import Channel
from tests.services.conftest import (
    GUILD,
    MODERATOR,
    NO_ANSWER,
    all_challenges,
    lose_answers,
    plan,
)


async def test_late_but_not_lost(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(hours=7))
    assert channel.count("post") == 1
    [challenge] = await all_challenges(database)
    assert challenge.reveal_at == clock() + timedelta(hours=12)


async def test_a_few_minutes_late_keeps_the_time_of_the_reveal(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1, minutes=9))
    [challenge] = await all_challenges(database)
    assert challenge.reveal_at == challenge.due + timedelta(hours=12)


async def test_too_late_is_noted_and_the_next_slot_comes(
    daily: Daily, schedule: Schedule, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=7, minutes=1))
    assert channel.messages == []
    [listed] = await schedules.listed(GUILD, clock())
    assert listed.missed == (Missed(date(2026, 11, 21), Cause.NOT_RUNNING),)
    await daily.tick(clock.advance(hours=18))
    assert channel.count("post") == 1
    [listed] = await schedules.listed(GUILD, clock.advance(days=14))
    assert listed.missed == ()


async def test_down_for_a_week_posts_only_today(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(days=7, hours=2))
    assert channel.count("post") == 1
    assert await database.value("SELECT count(*) FROM slots") == 8
    assert await database.value("SELECT count(*) FROM slots WHERE missed IS NOT NULL") == 7


async def test_an_overdue_reveal_always_happens(
    daily: Daily, schedule: Schedule, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=1))
    await schedules.pause(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(days=3))
    assert channel.count("reveal") == 1


async def test_a_refused_post_is_told_once_tried_again_and_recovers(
    daily: Daily, schedule: Schedule, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    channel.refusal = CannotPost("I am missing Send Messages.")
    await daily.tick(clock.advance(hours=1))
    for _ in range(10):
        await daily.tick(clock.advance(minutes=20))
    assert channel.messages == []
    assert [user for user, _ in channel.told] == [MODERATOR]
    assert "Send Messages" in channel.told[0][1]
    [listed] = await schedules.listed(GUILD, clock())
    assert listed.schedule.problem == "I am missing Send Messages."
    channel.refusal = None
    await daily.tick(clock.advance(minutes=31))
    assert channel.count("post") == 1
    [listed] = await schedules.listed(GUILD, clock())
    assert listed.schedule.problem is None


async def test_a_post_refused_for_too_long_is_given_up_and_the_next_slot_tried(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    channel.refusal = ChannelGone("The channel does not exist any more.")
    await daily.tick(clock.advance(hours=1))
    await daily.tick(clock.advance(hours=7))
    [challenge] = await all_challenges(database)
    assert challenge.state is State.CANCELLED
    [listed] = await schedules.listed(GUILD, clock())
    assert [one.why for one in listed.missed] == ["The channel does not exist any more."]
    channel.refusal = None
    await daily.tick(clock.advance(hours=17))
    assert channel.count("post") == 1


@pytest.mark.parametrize(("asked", "waits"), [(35.5, 36), (3600, 60)])
async def test_it_is_tried_again_as_soon_as_discord_asks(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    asked: float,
    waits: int,
) -> None:
    for kind, time in (("post", {"hours": 1}), ("reveal", {"hours": 12})):
        channel.refusal = Unreachable("Discord limits all requests.", timedelta(seconds=asked))
        await daily.tick(clock.advance(**time))
        channel.refusal = None
        await daily.tick(clock.advance(seconds=waits - 1))
        assert channel.count(kind) == 0
        await daily.tick(clock.advance(seconds=1))
        assert channel.count(kind) == 1


async def test_a_late_post_gives_the_full_time_to_answer(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    channel.refusal = NO_ANSWER
    await daily.tick(clock.advance(hours=1))
    channel.refusal = None
    now = clock.advance(hours=5)
    await daily.tick(now)
    [challenge] = await all_challenges(database)
    assert challenge.reveal_at == now + timedelta(hours=12)
    assert channel.told == []


async def test_a_reveal_without_a_channel_still_gives_the_points(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.refusal = ChannelGone("The channel does not exist any more.")
    await daily.tick(clock.advance(hours=12))
    own = await answers.own(GUILD, challenge.id, 7, clock())
    assert own.challenge.state is State.REVEALED
    assert own.points > 0


async def test_a_refused_reveal_is_tried_again(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1))
    channel.refusal = CannotPost("I am missing Send Messages.")
    await daily.tick(clock.advance(hours=12))
    [challenge] = await all_challenges(database)
    assert challenge.state is State.CLOSED
    channel.refusal = None
    await daily.tick(clock.advance(minutes=2))
    assert channel.count("reveal") == 1


async def test_one_server_in_trouble_does_not_hold_up_another(
    daily: Daily,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for guild in range(1, 121):
        await schedules.add(guild, plan(channel_id=guild), MODERATOR, clock())
    post = channel.post

    async def sometimes(challenge: Challenge) -> int:
        if challenge.guild_id % 3 == 0:
            raise ValueError("a fault nobody foresaw")
        return await post(challenge)

    monkeypatch.setattr(channel, "post", sometimes)
    await daily.tick(clock.advance(hours=1))
    assert channel.count("post") == 80
    monkeypatch.setattr(channel, "post", post)
    await daily.tick(clock.advance(minutes=2))
    assert channel.count("post") == 120


async def test_a_late_post_that_is_refused_again_and_again_keeps_its_time_to_answer(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sending is forbidden for hours while reading is allowed."""
    post = channel.post

    async def refused(_challenge: Challenge) -> int:
        raise CannotPost("I am missing Send Messages.")

    monkeypatch.setattr(channel, "post", refused)
    clock.advance(hours=1)
    for _ in range(20):
        await daily.tick(clock.advance(minutes=15))
    monkeypatch.setattr(channel, "post", post)
    now = clock.advance(minutes=31)
    await daily.tick(now)
    [challenge] = await all_challenges(database)
    assert challenge.reveal_at == now + timedelta(hours=12)


async def test_post_now_with_an_unknown_outcome_is_found_out_later(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose_answers(channel, monkeypatch)
    with pytest.raises(Unreachable):
        await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(minutes=2))
    [challenge] = await all_challenges(database)
    assert (challenge.state, challenge.message_id) == (State.OPEN, 1001)
    assert channel.count("post") == 1


async def test_a_queued_question_stays_queued_until_it_is_posted(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await database.write(lambda c: queue.add(c, GUILD, "ddpm", MODERATOR, clock()))
    channel.refusal = CannotPost("no")
    with pytest.raises(CannotPost):
        await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert await queue.ids(database.reader, GUILD) == ["ddpm"]
    channel.refusal = None
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert posted.question.id == "ddpm"
    assert await queue.ids(database.reader, GUILD) == []


async def test_a_reveal_that_cannot_be_posted_is_told_and_gives_nothing_away(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.refusal = CannotPost("I am missing Send Messages.")
    await daily.tick(clock.advance(hours=12))
    assert "The model answer of #1 could not be posted." in channel.told[0][1]
    assert (await answers.own(GUILD, challenge.id, 7, clock())).verdict is None
    boards = Leaderboard(database)
    assert (await boards.board(GUILD, Period.ALL, "", 0, 7, clock())).own is None
    assert await database.value("SELECT count(*) FROM verdicts") == 1
    assert await database.value("SELECT count(*) FROM ledger") == 0
    channel.refusal = None
    await daily.tick(clock.advance(minutes=31))
    own = await answers.own(GUILD, challenge.id, 7, clock())
    assert own.verdict is not None
    board = await boards.board(GUILD, Period.ALL, "", 0, 7, clock())
    assert some(board.own).points == own.points > 0
    assert (await schedules.get(GUILD, schedule.id)).problem is None


async def test_a_short_question_posted_late_is_not_revealed_at_once(
    daily: Daily, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    short = plan(reveal_after=timedelta(minutes=10))
    await schedules.add(GUILD, short, MODERATOR, clock())
    await daily.tick(clock.advance(hours=1, minutes=10))
    assert (channel.count("post"), channel.count("reveal")) == (1, 0)
