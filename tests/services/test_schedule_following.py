"""Today's question could not be posted: it follows its schedule, and is posted once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.schedule import Schedule
from quizbot.domain.schedule_words import read_time
from quizbot.errors import CannotPost, ChannelGone
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.channel import Channel, Kill, Killed
from tests.services.conftest import (
    CHANNEL,
    GUILD,
    MODERATOR,
    Start,
    all_challenges,
    lose_answers,
)

OTHER = 6
REFUSALS = [
    ChannelGone("The channel does not exist any more."),
    CannotPost("I am missing Send Messages."),
]


async def edit(
    schedules: Schedules, schedule: Schedule, clock: SetClock, **changes: object
) -> list[str]:
    """Change the schedule as a moderator does, and return what is said of today."""
    changed = await schedules.edit(GUILD, schedule.id, changes, MODERATOR, clock())
    return await schedules.remarks(changed, clock())


@pytest.mark.parametrize("refusal", REFUSALS, ids=["deleted", "forbidden"])
async def test_it_goes_to_another_channel_at_once_and_stays_there(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    refusal: CannotPost,
) -> None:
    channel.refusals[CHANNEL] = refusal
    await daily.tick(clock.advance(hours=1))
    for _ in range(4):
        await daily.tick(clock.advance(minutes=20))
    remarks = await edit(schedules, schedule, clock, channel_id=OTHER)
    assert remarks == ["#1 could not be posted so far; it comes in <#6> now."]
    now = clock.advance(seconds=5)
    await daily.tick(now)
    assert channel.places == [OTHER]
    channel.refusals.clear()
    [challenge] = await all_challenges(database)
    assert (challenge.state, challenge.channel_id) == (State.OPEN, OTHER)
    assert challenge.reveal_at == now + timedelta(hours=12)
    assert (await schedules.get(GUILD, schedule.id)).problem is None
    await daily.tick(clock.advance(hours=12))
    assert channel.places == [OTHER, OTHER]
    assert channel.count("reveal") == 1


@pytest.mark.parametrize("stands", [True, False])
async def test_where_the_outcome_is_not_known_it_is_looked_for_first(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    stands: bool,
) -> None:
    with monkeypatch.context() as lost:
        lose_answers(channel, lost, carried_out=stands)
        await daily.tick(clock.advance(hours=1))
    [remark] = await edit(schedules, schedule, clock, channel_id=OTHER)
    assert "if I do not find it in <#5>, it comes in <#6>" in remark
    await daily.tick(clock.advance(minutes=2))
    assert channel.places == [CHANNEL if stands else OTHER]
    [challenge] = await all_challenges(database)
    assert (challenge.state, [challenge.channel_id]) == (State.OPEN, channel.places)


async def test_a_channel_that_may_hold_it_and_cannot_be_looked_into_keeps_it(
    daily: Daily,
    start: Start,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    channel.kill = Kill.AFTER_SEND
    with pytest.raises(Killed):
        await daily.tick(clock.advance(hours=1))
    channel.kill = None
    channel.refusals[CHANNEL] = CannotPost("I am missing Read Message History.")
    again = start()
    await again.tick(clock.advance(minutes=2))
    await edit(schedules, schedule, clock, channel_id=OTHER)
    await again.tick(clock.advance(minutes=20))
    assert channel.places == [CHANNEL]
    del channel.refusals[CHANNEL]
    await again.tick(clock.advance(minutes=31))
    assert channel.places == [CHANNEL]
    [challenge] = await all_challenges(database)
    assert (challenge.state, challenge.message_id) == (State.OPEN, 1001)


@pytest.mark.parametrize("kill", Kill)
async def test_killed_around_the_post_in_the_other_channel(
    daily: Daily,
    start: Start,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    kill: Kill,
) -> None:
    channel.refusals[CHANNEL] = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    await edit(schedules, schedule, clock, channel_id=OTHER)
    channel.kill = kill
    with pytest.raises(Killed):
        await daily.tick(clock())
    channel.kill = None
    await edit(schedules, schedule, clock, channel_id=7)
    again = start()
    await again.tick(clock.advance(minutes=2))
    await again.tick(clock.advance(minutes=2))
    assert channel.places == [OTHER if kill is Kill.AFTER_SEND else 7]
    [challenge] = await all_challenges(database)
    assert (challenge.state, [challenge.channel_id]) == (State.OPEN, channel.places)


async def test_an_edit_while_it_is_under_way_leaves_it_where_it_came(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = channel.post

    async def edited_meanwhile(challenge: Challenge) -> int:
        message_id = await post(challenge)
        await edit(schedules, schedule, clock, channel_id=OTHER)
        return message_id

    monkeypatch.setattr(channel, "post", edited_meanwhile)
    await daily.tick(clock.advance(hours=1))
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    assert (challenge.state, challenge.channel_id, channel.places) == (State.OPEN, 5, [5])


async def test_a_later_time_today_is_kept_and_an_earlier_one_posts_at_once(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    """It is ten o'clock in Berlin; the question of nine could not be posted."""
    channel.refusals[CHANNEL] = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    clock.advance(hours=1)
    evening = {"at": read_time("18:00"), "reveal_after": timedelta(hours=2)}
    [remark] = await edit(schedules, schedule, clock, channel_id=OTHER, **evening)
    [challenge] = await all_challenges(database)
    assert remark == (
        f"#1 could not be posted so far; it comes in <#6> <t:{int(challenge.due.timestamp())}:t>."
    )
    assert challenge.due == clock() + timedelta(hours=8)
    await daily.tick(clock.advance(hours=7, minutes=59))
    assert channel.places == []
    await edit(schedules, schedule, clock, at=read_time("17:00"))
    await daily.tick(clock())
    assert channel.places == [OTHER]
    await daily.tick(clock.advance(hours=2))
    assert channel.count("reveal") == 1
    await daily.tick(clock.advance(days=1))
    assert channel.count("post") == 2


async def test_a_longer_late_limit_gives_it_more_time(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    channel.refusals[CHANNEL] = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    await edit(schedules, schedule, clock, late_limit=timedelta(hours=20))
    for _ in range(10):
        await daily.tick(clock.advance(hours=1))
    await edit(schedules, schedule, clock, channel_id=OTHER)
    await daily.tick(clock())
    assert channel.places == [OTHER]
    assert await database.value("SELECT count(*) FROM slots WHERE missed IS NOT NULL") == 0


async def test_what_is_too_late_is_given_up_and_not_promised(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
    database: Database,
) -> None:
    channel.refusals[CHANNEL] = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    clock.advance(hours=6, minutes=1)
    assert await edit(schedules, schedule, clock, channel_id=OTHER) == []
    await daily.tick(clock())
    assert channel.places == []
    [challenge] = await all_challenges(database)
    assert challenge.state is State.CANCELLED


async def test_a_removed_schedule_leaves_its_question_where_it_is(
    daily: Daily,
    schedule: Schedule,
    schedules: Schedules,
    clock: SetClock,
    channel: Channel,
) -> None:
    channel.refusals[CHANNEL] = CannotPost("no")
    await daily.tick(clock.advance(hours=1))
    await schedules.remove(GUILD, schedule.id, MODERATOR, clock())
    channel.refusals.clear()
    await daily.tick(clock.advance(minutes=2))
    assert channel.places == [CHANNEL]
