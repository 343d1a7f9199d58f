"""Never lost, never twice: ticks repeated, at once, late, refused and cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizbot.domain.challenge import State, Submission
from quizbot.domain.ranking import Period
from quizbot.domain.schedule import Schedule
from quizbot.errors import CannotPost, ChannelGone, Closed, NotFound, Unreachable
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.schedules import Schedules
from quizbot.storage import challenges, ledger, questions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel, Kill, Killed
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan

Start = Callable[[], Daily]


async def test_nothing_before_its_time(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock())
    await daily.tick(clock.advance(minutes=59, seconds=59))
    assert channel.messages == []
    await daily.tick(clock.advance(seconds=1))
    assert channel.count("post") == 1


async def test_a_tick_repeated_and_two_at_once(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel
) -> None:
    now = clock.advance(hours=1)
    await asyncio.gather(*(daily.tick(now) for _ in range(5)))
    await daily.tick(now)
    assert channel.count("post") == 1


async def test_two_processes_at_once_claim_one_slot_once(
    start: Start, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    now = clock.advance(hours=1)
    await asyncio.gather(start().tick(now), start().tick(now))
    assert await database.value("SELECT count(*) FROM challenges") == 1
    assert await database.value("SELECT count(*) FROM slots") == 1


@pytest.mark.parametrize("kill", Kill)
async def test_killed_around_the_post(
    start: Start,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    kill: Kill,
) -> None:
    channel.kill = kill
    with pytest.raises(Killed):
        await start().tick(clock.advance(hours=1))
    channel.kill = None
    again = start()
    await again.tick(clock.advance(minutes=2))
    await again.tick(clock.advance(minutes=2))
    assert channel.count("post") == 1
    [challenge] = await _all(database)
    assert challenge.state is State.OPEN
    assert challenge.message_id == 1001


@pytest.mark.parametrize("kill", Kill)
async def test_killed_around_the_reveal(
    start: Start,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
    kill: Kill,
) -> None:
    await start().tick(clock.advance(hours=1))
    [challenge] = await _all(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.kill = kill
    with pytest.raises(Killed):
        await start().tick(clock.advance(hours=12))
    channel.kill = None
    again = start()
    await again.tick(clock.advance(minutes=1))
    await again.tick(clock.advance(minutes=1))
    assert channel.count("reveal") == 1
    [challenge] = await _all(database)
    assert challenge.state is State.REVEALED
    assert await database.value("SELECT count(*) FROM ledger") == 1
    assert await database.value("SELECT count(*) FROM verdicts") == 1
    assert await database.write(ledger.rebuild) == 0


async def test_late_but_not_lost(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(hours=7))
    assert channel.count("post") == 1
    [challenge] = await _all(database)
    assert challenge.reveal_at == clock() + timedelta(hours=12)


async def test_a_few_minutes_late_keeps_the_time_of_the_reveal(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1, minutes=9))
    [challenge] = await _all(database)
    assert challenge.reveal_at == challenge.due + timedelta(hours=12)


async def test_too_late_is_noted_and_the_next_slot_comes(
    daily: Daily, schedule: Schedule, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    await daily.tick(clock.advance(hours=7, minutes=1))
    assert channel.messages == []
    [listed] = await schedules.listed(GUILD)
    assert listed.missed == ("2026-11-21", "the bot was not running")
    await daily.tick(clock.advance(hours=18))
    assert channel.count("post") == 1
    [listed] = await schedules.listed(GUILD)
    assert listed.missed is None


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
    [listed] = await schedules.listed(GUILD)
    assert listed.schedule.problem == "I am missing Send Messages."
    channel.refusal = None
    await daily.tick(clock.advance(minutes=31))
    assert channel.count("post") == 1
    [listed] = await schedules.listed(GUILD)
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
    [challenge] = await _all(database)
    assert challenge.state is State.CANCELLED
    [listed] = await schedules.listed(GUILD)
    assert listed.missed is not None
    channel.refusal = None
    await daily.tick(clock.advance(hours=17))
    assert channel.count("post") == 1


async def test_a_late_post_gives_the_full_time_to_answer(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    channel.refusal = Unreachable("Discord does not answer.")
    await daily.tick(clock.advance(hours=1))
    channel.refusal = None
    now = clock.advance(hours=5)
    await daily.tick(now)
    [challenge] = await _all(database)
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
    [challenge] = await _all(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.refusal = ChannelGone("The channel does not exist any more.")
    await daily.tick(clock.advance(hours=12))
    own = await answers.own(GUILD, challenge.id, 7)
    assert own.challenge.state is State.REVEALED
    assert own.points > 0


async def test_a_refused_reveal_is_tried_again(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await daily.tick(clock.advance(hours=1))
    channel.refusal = CannotPost("I am missing Send Messages.")
    await daily.tick(clock.advance(hours=12))
    [challenge] = await _all(database)
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

    async def sometimes(challenge):
        if challenge.guild_id % 3 == 0:
            raise ValueError("a fault nobody foresaw")
        return await post(challenge)

    monkeypatch.setattr(channel, "post", sometimes)
    await daily.tick(clock.advance(hours=1))
    assert channel.count("post") == 80
    monkeypatch.setattr(channel, "post", post)
    await daily.tick(clock.advance(minutes=2))
    assert channel.count("post") == 120


async def test_the_count_is_shown_at_most_every_ten_seconds(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await _all(database)
    for user in range(30):
        await answers.save(challenge, user, f"m{user}", Submission("x"), clock.advance(seconds=1))
        await daily.tick(clock())
    assert [count for _, count in channel.shown_counts] == [10, 20, 30]


async def test_post_now_and_reveal_now(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    first = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert (first.number, first.state) == (1, State.OPEN)
    assert (await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())).state is State.REVEALED
    with pytest.raises(Closed, match="nothing to reveal"):
        await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    with pytest.raises(NotFound):
        await daily.post_now(GUILD, 77, MODERATOR, clock())
    with pytest.raises(NotFound):
        await daily.post_now(2, schedule.id, MODERATOR, clock())
    channel.refusal = CannotPost("no")
    with pytest.raises(CannotPost):
        await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    channel.refusal = None
    await daily.tick(clock.advance(hours=1))
    states = [challenge.state for challenge in await _all(database)]
    assert states == [State.REVEALED, State.CANCELLED, State.OPEN]
    acts = [row["act"] for row in await database.all("SELECT act FROM audit ORDER BY id")]
    assert acts == ["setup", "schedule post-now", "reveal", "schedule post-now"]


async def test_a_bank_of_fitting_questions_is_asked_through_without_repeat(
    daily: Daily, schedules: Schedules, clock: SetClock, database: Database
) -> None:
    added = await schedules.add(GUILD, plan(topics=("vaes",)), MODERATOR, clock())
    size = len(await schedules.fitting(GUILD, added.plan))
    clock.advance(hours=1)
    for _ in range(size + 1):
        await daily.tick(clock.advance(days=1))
    asked = [challenge.question.id for challenge in await _all(database)]
    assert len(set(asked[:size])) == size
    assert asked[size] == asked[0]


async def test_the_board_is_the_ledger(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database, answers: Answers
) -> None:
    board = Leaderboard(database)
    for _ in range(3):
        await daily.tick(clock.advance(days=1) if await _all(database) else clock.advance(hours=1))
        challenge = (await _all(database))[-1]
        for user in range(25):
            text = challenge.question.answer if user % 2 else challenge.question.key_points[0].point
            await answers.save(challenge, user, f"m{user}", Submission(text), clock())
    await daily.tick(clock.advance(days=1))
    page = await board.board(GUILD, Period.ALL, "", 0, 24, clock())
    assert page.pages == 3
    assert [standing.place for standing in page.standings] == [1] * 10
    last = await board.board(GUILD, Period.ALL, "", 99, 24, clock())
    assert (last.page, last.standings[-1].place) == (2, 13)
    assert page.own is not None
    assert page.own.place == 13
    total = await database.value("SELECT sum(points) FROM ledger")
    assert total == await database.value(
        "SELECT sum(points) FROM board WHERE period='all' AND topic=''"
    )
    assert await database.write(ledger.rebuild) == 0


async def _all(database: Database):
    ids = [row["id"] for row in await database.all("SELECT id FROM challenges ORDER BY id")]
    return [await challenges.find(database.reader, id_) for id_ in ids]


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

    async def refused(_challenge):
        raise CannotPost("I am missing Send Messages.")

    monkeypatch.setattr(channel, "post", refused)
    clock.advance(hours=1)
    for _ in range(20):
        await daily.tick(clock.advance(minutes=15))
    monkeypatch.setattr(channel, "post", post)
    now = clock.advance(minutes=31)
    await daily.tick(now)
    [challenge] = await _all(database)
    assert challenge.reveal_at == now + timedelta(hours=12)


async def test_post_now_with_an_unknown_outcome_is_found_out_later(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = channel.post

    async def answer_lost(challenge):
        await post(challenge)
        raise Unreachable("Discord does not answer just now.")

    monkeypatch.setattr(channel, "post", answer_lost)
    with pytest.raises(Unreachable):
        await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    await daily.tick(clock.advance(minutes=2))
    [challenge] = await _all(database)
    assert (challenge.state, challenge.message_id) == (State.OPEN, 1001)
    assert channel.count("post") == 1


async def test_a_queued_question_stays_queued_until_it_is_posted(
    daily: Daily, schedule: Schedule, clock: SetClock, channel: Channel, database: Database
) -> None:
    await database.write(lambda c: questions.enqueue(c, GUILD, "ddpm", MODERATOR, clock()))
    channel.refusal = CannotPost("no")
    with pytest.raises(CannotPost):
        await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert await questions.queue(database.reader, GUILD) == ["ddpm"]
    channel.refusal = None
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert posted.question.id == "ddpm"
    assert await questions.queue(database.reader, GUILD) == []


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
    [challenge] = await _all(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.refusal = CannotPost("I am missing Send Messages.")
    await daily.tick(clock.advance(hours=12))
    assert "The model answer of #1 could not be posted." in channel.told[0][1]
    assert (await answers.own(GUILD, challenge.id, 7)).verdict is None
    channel.refusal = None
    await daily.tick(clock.advance(minutes=31))
    assert (await answers.own(GUILD, challenge.id, 7)).verdict is not None
    assert (await schedules.get(GUILD, schedule.id)).problem is None


async def test_a_short_question_posted_late_is_not_revealed_at_once(
    daily: Daily, schedules: Schedules, clock: SetClock, channel: Channel
) -> None:
    short = plan(reveal_after=timedelta(minutes=10))
    await schedules.add(GUILD, short, MODERATOR, clock())
    await daily.tick(clock.advance(hours=1, minutes=10))
    assert (channel.count("post"), channel.count("reveal")) == (1, 0)
