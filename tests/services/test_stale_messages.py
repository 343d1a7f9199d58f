"""Messages that may differ from the database are brought up to date later, and only as needed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizbot.domain.challenge import Challenge, State, Submission
from quizbot.errors import CannotPost, MessageGone
from quizbot.services.answers import Answers
from quizbot.services.challenges import Challenges
from quizbot.services.daily import Daily
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.schedules import Schedules
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel, Kill, Killed
from tests.services.conftest import (
    CHANNEL,
    GUILD,
    MODERATOR,
    NO_ANSWER,
    Start,
    all_challenges,
    plan,
)

ANA = 7


async def stale(database: Database) -> int:
    return int(await database.value("SELECT count(*) FROM stale_messages"))


async def test_an_edit_that_failed_is_made_by_the_next_start(
    start: Start, challenge: Challenge, clock: SetClock, channel: Channel, database: Database
) -> None:
    channel.no_edits = NO_ANSWER
    await start().tick(clock.advance(hours=12))
    assert (channel.count("reveal"), channel.shown) == (1, {})
    channel.no_edits = None
    again = start()
    await again.tick(clock.advance(seconds=59))
    assert channel.shown == {}
    await again.tick(clock.advance(seconds=1))
    assert channel.shown[challenge.id].state is State.REVEALED
    assert await stale(database) == 0


async def test_what_is_not_answered_is_tried_every_five_minutes_at_least(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[datetime] = []

    async def refresh(_challenge: Challenge) -> None:
        tried.append(clock())
        raise NO_ANSWER

    monkeypatch.setattr(channel, "refresh", refresh)
    closed = clock.advance(hours=12)
    for _ in range(30):
        await daily.tick(clock())
        clock.advance(minutes=1)
    minutes = [(moment - closed) // timedelta(minutes=1) for moment in tried]
    assert minutes == [0, 1, 3, 7, 12, 17, 22, 27]


async def test_what_is_refused_is_given_up_after_a_week(
    daily: Daily, challenge: Challenge, clock: SetClock, channel: Channel, database: Database
) -> None:
    channel.no_edits = CannotPost("I am missing View Channel.")
    await daily.tick(clock.advance(hours=12))
    await daily.tick(clock.advance(days=6))
    assert await stale(database) == 1
    await daily.tick(clock.advance(days=1))
    assert await stale(database) == 0


async def test_what_changes_during_an_edit_is_shown_after_it(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The edit that shows a closed question hangs while it is made void."""
    refresh, go, begun = channel.refresh, asyncio.Event(), asyncio.Event()

    async def slow(challenge: Challenge) -> None:
        begun.set()
        await go.wait()
        await refresh(challenge)

    monkeypatch.setattr(channel, "refresh", slow)
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    await daily.begin(clock())
    await begun.wait()
    await GradeVoids(database).void(GUILD, challenge.number, "unfair", MODERATOR, clock())
    await daily.begin(clock())
    go.set()
    for _ in range(2):
        await daily.tick(clock())
    assert channel.shown[challenge.id].void == "unfair"
    assert len(channel.shown_counts) == 2


async def test_a_deleted_message_is_told_once(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    answers: Answers,
    database: Database,
) -> None:
    channel.no_edits = MessageGone("The message does not exist any more.")
    for user in (1, 2):
        await answers.save(challenge, user, f"m{user}", Submission("x"), clock())
        await daily.tick(clock.advance(minutes=2))
    assert ["was deleted" in sentence for _, sentence in channel.told] == [True]
    assert await stale(database) == 0


async def test_the_count_of_an_old_message_is_edited_once_a_minute(
    daily: Daily, challenge: Challenge, clock: SetClock, channel: Channel, answers: Answers
) -> None:
    await daily.tick(clock.advance(minutes=61))  # posts the schedule's own question
    clock.advance(minutes=1)
    for user in range(18):
        await answers.save(challenge, user, f"m{user}", Submission("x"), clock.advance(seconds=10))
        await daily.tick(clock())
    assert [count for _, count in channel.shown_counts] == [1, 7, 13]


async def test_a_count_that_failed_gives_way_to_the_end(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    answers: Answers,
    database: Database,
) -> None:
    channel.no_edits = NO_ANSWER
    for user in range(3):
        await answers.save(challenge, user, f"m{user}", Submission("x"), clock())
        await daily.tick(clock.advance(seconds=20))
    assert await stale(database) == 1
    channel.no_edits = None
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    await daily.tick(clock())
    assert channel.shown_counts == [(challenge.id, 3)]
    assert channel.shown[challenge.id].state is State.REVEALED


async def test_a_thread_that_could_not_be_opened_is_opened_later(
    start: Start, schedules: Schedules, clock: SetClock, channel: Channel, database: Database
) -> None:
    await schedules.add(GUILD, plan(thread=True), MODERATOR, clock())
    await start().tick(clock.advance(hours=1))
    channel.no_edits = NO_ANSWER
    await start().tick(clock.advance(hours=12))
    assert (await all_challenges(database))[0].state is State.REVEALED
    channel.no_edits = None
    await start().tick(clock.advance(minutes=1))
    await start().tick(clock.advance(minutes=1))
    assert channel.threads == [1002]


async def test_closed_or_cancelled_while_it_is_posted_again_it_looks_so(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post, acts = channel.post, Challenges(database, channel, daily.stale)

    async def gone(_challenge: Challenge) -> bool:
        return False

    async def cancelled_meanwhile(challenge: Challenge) -> int:
        await acts.cancel(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
        return await post(challenge)

    async def nowhere(_challenge: Challenge) -> None:
        return None

    for name, fake in (("stands", gone), ("post", cancelled_meanwhile), ("find_post", nowhere)):
        monkeypatch.setattr(channel, name, fake)
    with pytest.raises(Exception, match="is open"):
        await acts.repost(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
    await daily.tick(clock())
    shown = channel.shown[challenge.id]
    assert (shown.state, shown.message_id) == (State.CANCELLED, 1002)


async def test_an_answer_that_comes_while_it_is_posted_again_is_counted(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    answers: Answers,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post, acts = channel.post, Challenges(database, channel, daily.stale)

    async def answered_meanwhile(challenge: Challenge) -> int:
        await answers.save(challenge, ANA, "ana", Submission("x"), clock())
        return await post(challenge)

    async def no(_challenge: Challenge) -> Any:
        return None

    for name, fake in (("stands", no), ("post", answered_meanwhile), ("find_post", no)):
        monkeypatch.setattr(channel, name, fake)
    await acts.repost(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
    await daily.tick(clock.advance(minutes=2))
    assert channel.shown_counts == [(challenge.id, 1)]


async def test_a_repost_that_was_cut_off_is_counted_once_it_is_found(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    answers: Answers,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It shows how many had answered when it was sent, which nobody knows any more."""
    await answers.save(challenge, ANA, "ana", Submission("x"), clock())

    async def no(_challenge: Challenge) -> bool:
        return False

    monkeypatch.setattr(channel, "stands", no)
    acts = Challenges(database, channel, daily.stale)
    await acts.repost(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
    await daily.tick(clock.advance(minutes=2))
    assert (channel.count("post"), channel.shown_counts) == (1, [(challenge.id, 1)])


@pytest.mark.parametrize("kill", [Kill.BEFORE_SEND, Kill.AFTER_SEND])
@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(hours=12)])
async def test_killed_while_it_is_posted_again_it_is_gone_on_with(
    daily: Daily,
    start: Start,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    database: Database,
    kill: Kill,
    later: timedelta,
) -> None:
    """It stands once, or, where it is closed meanwhile, looks closed or is not posted at all."""
    channel.messages.clear()
    channel.places.clear()
    channel.gone, channel.kill = True, kill
    acts = Challenges(database, channel, daily.stale)
    with pytest.raises(Killed):
        await acts.repost(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
    channel.kill = None
    await start().tick(clock.advance(seconds=later.total_seconds()))
    await start().tick(clock.advance(seconds=1))
    open_still = later < timedelta(hours=1)
    stands = open_still or kill is Kill.AFTER_SEND
    assert channel.count("post") == stands
    [after] = await all_challenges(database)
    assert after.message_id == (1001 if stands else None)
    if stands and not open_still:
        assert channel.shown[challenge.id].state is State.REVEALED
    assert await stale(database) == 0


@pytest.mark.parametrize(
    ("refusal", "posted"), [(CannotPost("I am missing Send Messages."), 0), (NO_ANSWER, 1)]
)
async def test_what_discord_does_not_post_again(
    daily: Daily,
    challenge: Challenge,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    refusal: CannotPost,
    posted: int,
) -> None:
    """Who gave the command hears it; what Discord does not answer is gone on with."""
    channel.messages.clear()
    channel.places.clear()
    channel.gone = True

    async def post(_challenge: Challenge) -> int:
        raise refusal

    acts = Challenges(database, channel, daily.stale)
    with monkeypatch.context() as patched:
        patched.setattr(channel, "post", post)
        with pytest.raises(CannotPost):
            await acts.repost(GUILD, challenge.number, CHANNEL, MODERATOR, clock())
    await daily.tick(clock.advance(minutes=2))
    assert channel.count("post") == posted
    assert await stale(database) == 0
