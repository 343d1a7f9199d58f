"""Never lost, never twice: ticks repeated, at once, and cut off."""

from __future__ import annotations

import asyncio

import pytest

from quizbot.domain.challenge import State, Submission
from quizbot.domain.leaderboard import Period
from quizbot.domain.schedule import Schedule
from quizbot.errors import CannotPost, Closed, NotFound
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.schedules import Schedules
from quizbot.storage import ledger
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel, Kill, Killed
from tests.services.conftest import (
    CHANNEL,
    GUILD,
    MODERATOR,
    Start,
    all_challenges,
    plan,
)


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
    [challenge] = await all_challenges(database)
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
    [challenge] = await all_challenges(database)
    await answers.save(challenge, 7, "ana", Submission(challenge.question.answer), clock())
    channel.kill = kill
    with pytest.raises(Killed):
        await start().tick(clock.advance(hours=12))
    assert await database.value("SELECT count(*) FROM ledger") == 0
    channel.kill = None
    again = start()
    await again.tick(clock.advance(minutes=1))
    await again.tick(clock.advance(minutes=1))
    assert channel.count("reveal") == 1
    [challenge] = await all_challenges(database)
    assert challenge.state is State.REVEALED
    assert await database.value("SELECT count(*) FROM ledger") == 1
    assert await database.value("SELECT count(*) FROM verdicts") == 1
    assert await database.write(ledger.rebuild) == 0


async def test_the_count_is_shown_at_most_every_ten_seconds(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    channel: Channel,
    database: Database,
    answers: Answers,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
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
    states = [challenge.state for challenge in await all_challenges(database)]
    assert states == [State.REVEALED, State.CANCELLED, State.OPEN]
    acts = [row["act"] for row in await database.all("SELECT act FROM audit ORDER BY id")]
    assert acts == ["settings", "setup", "schedule post-now", "reveal", "schedule post-now"]


async def test_a_bank_of_fitting_questions_is_asked_through_without_repeat(
    daily: Daily, schedules: Schedules, clock: SetClock, database: Database
) -> None:
    added = await schedules.add(GUILD, plan(topics=("vaes",)), MODERATOR, clock())
    size = len(await schedules.fitting(GUILD, added.plan))
    clock.advance(hours=1)
    for _ in range(size + 1):
        await daily.tick(clock.advance(days=1))
    asked = [challenge.question.id for challenge in await all_challenges(database)]
    assert len(set(asked[:size])) == size
    assert asked[size] == asked[0]


async def test_the_board_is_the_ledger(
    daily: Daily, schedule: Schedule, clock: SetClock, database: Database, answers: Answers
) -> None:
    board = Leaderboard(database)
    for _ in range(3):
        await daily.tick(
            clock.advance(days=1) if await all_challenges(database) else clock.advance(hours=1)
        )
        challenge = (await all_challenges(database))[-1]
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
