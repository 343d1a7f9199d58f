"""Notices: stored with their act, sent once over restarts, and heard of where they fail."""

from __future__ import annotations

import pytest

from quizbot.domain.notice import LONGEST_PAUSE, TRIED_FOR, NoticeState
from quizbot.errors import CannotPost, Refusal, Repeated, Unreachable
from quizbot.services.notices import Notices
from quizbot.services.points import Points
from quizbot.services.schedule_problems import tell_moderators
from quizbot.storage import notices
from quizbot.storage.database import Database
from quizbot.storage.notices import ACTORS_TURN, LEASE
from tests.conftest import SetClock
from tests.services.channel import Channel
from tests.services.conftest import (
    GUILD,
    MODERATOR,
    REVIEW,
    choose_review_channel,
)

MEMBER, OTHER = 7, 98
CLOSED, LOST = CannotPost("closed"), Unreachable("no answer")


@pytest.fixture
def sending(database: Database, channel: Channel) -> Notices:
    return Notices(database, channel)


async def give(points: Points, clock: SetClock, amount: int = 5) -> None:
    told = f"you have {amount} more"
    await points.give(GUILD, MEMBER, "ana", amount, "helped", MODERATOR, clock(), told)


async def states(database: Database) -> list[str]:
    return [row["state"] for row in await database.all("SELECT state FROM notices ORDER BY id")]


async def test_a_notice_is_stored_with_its_act_and_told_once(
    sending: Notices, points: Points, channel: Channel, database: Database, clock: SetClock
) -> None:
    await give(points, clock)
    assert await states(database) == [NoticeState.WAITING]
    await sending.send_due(clock())
    assert channel.told == []  # whoever serves the act has the first turn
    await sending.send_of(GUILD, MODERATOR, clock())
    await sending.send_due(clock.advance(hours=1))
    assert channel.told == [(MEMBER, "you have 5 more")]
    assert await states(database) == [NoticeState.TOLD]


async def test_an_act_that_fails_tells_nobody(
    points: Points, database: Database, clock: SetClock
) -> None:
    with pytest.raises(Refusal):
        await give(points, clock, -5)
    assert await states(database) == []


async def test_a_reply_that_broke_does_not_keep_it_back(
    sending: Notices, points: Points, channel: Channel, clock: SetClock
) -> None:
    await give(points, clock)
    await sending.send_due(clock.advance(seconds=ACTORS_TURN.total_seconds()))
    assert channel.told == [(MEMBER, "you have 5 more")]


@pytest.mark.parametrize("arrived", [True, False])
async def test_cut_off_while_it_is_sent_it_is_looked_up_first(
    database: Database, points: Points, channel: Channel, clock: SetClock, arrived: bool
) -> None:
    """The process ends between the claim and the record, before Discord has it or after."""
    await give(points, clock)
    [notice] = await notices.of_actor(database.reader, GUILD, MODERATOR)
    assert await database.write(lambda c: notices.claim(c, notice, clock()))
    if arrived:
        await channel.send(notice, None)
    again = Notices(database, channel)
    await again.send_of(GUILD, MODERATOR, clock())
    await again.send_due(clock.advance(seconds=LEASE.total_seconds() - 1))
    assert len(channel.told) == arrived
    await again.send_due(clock.advance(seconds=1))
    assert channel.told == [(MEMBER, "you have 5 more")]
    assert await states(database) == [NoticeState.TOLD]


@pytest.mark.parametrize("arrived", [True, False])
async def test_cut_off_it_is_not_taken_for_another_one_with_the_same_words(
    sending: Notices,
    database: Database,
    points: Points,
    channel: Channel,
    clock: SetClock,
    arrived: bool,
) -> None:
    await give(points, clock)
    await sending.send_of(GUILD, MODERATOR, clock())
    clock.advance(minutes=2)
    await give(points, clock)
    [second] = await notices.of_actor(database.reader, GUILD, MODERATOR)
    assert await database.write(lambda c: notices.claim(c, second, clock()))
    if arrived:
        await channel.send(second, None)
    await Notices(database, channel).send_due(clock.advance(minutes=10))
    assert channel.told == [(MEMBER, "you have 5 more")] * 2
    assert await states(database) == [NoticeState.TOLD] * 2


async def test_two_who_send_at_once_send_it_once(
    database: Database, points: Points, clock: SetClock
) -> None:
    await give(points, clock)
    [notice] = await notices.of_actor(database.reader, GUILD, MODERATOR)
    claimed = [await database.write(lambda c: notices.claim(c, notice, clock())) for _ in range(2)]
    assert claimed == [True, False]


@pytest.mark.parametrize("lost", [True, False])
async def test_what_discord_does_not_answer_is_tried_again(
    sending: Notices, points: Points, channel: Channel, clock: SetClock, lost: bool
) -> None:
    """Whether it had the message or not, it stands there once in the end."""
    channel.closed, channel.lost = LOST, lost
    await give(points, clock)
    await sending.send_of(GUILD, MODERATOR, clock())
    for _ in range(3):
        await sending.send_due(clock.advance(minutes=5))
    channel.closed = None
    await sending.send_due(clock.advance(seconds=LONGEST_PAUSE.total_seconds()))
    assert channel.told == [(MEMBER, "you have 5 more")]


async def test_closed_messages_are_heard_of_by_who_acted_once(
    sending: Notices, points: Points, channel: Channel, database: Database, clock: SetClock
) -> None:
    channel.closed = CLOSED
    await give(points, clock)
    await sending.send_of(GUILD, MODERATOR, clock())
    assert await sending.take_news(GUILD, OTHER, clock()) == []
    assert await sending.take_news(2, MODERATOR, clock()) == []
    [news] = await sending.take_news(GUILD, MODERATOR, clock())
    assert (news.user_id, news.sentence) == (MEMBER, "you have 5 more")
    assert "My result" in news.stands
    assert await sending.take_news(GUILD, MODERATOR, clock()) == []
    await sending.give_back([news])
    assert await sending.take_news(GUILD, MODERATOR, clock()) == [news]
    channel.closed = None
    await sending.send_due(clock.advance(hours=5))
    assert channel.told == []
    assert await states(database) == [NoticeState.CLOSED]


async def test_after_a_day_without_an_answer_who_acted_hears_it(
    sending: Notices, points: Points, channel: Channel, clock: SetClock
) -> None:
    channel.closed = LOST
    await give(points, clock)
    await sending.send_of(GUILD, MODERATOR, clock())
    await sending.send_due(clock.advance(hours=23))
    assert await sending.take_news(GUILD, MODERATOR, clock()) == []
    await sending.send_due(clock.advance(seconds=TRIED_FOR.total_seconds()))
    assert len(await sending.take_news(GUILD, MODERATOR, clock())) == 1


async def for_moderators(database: Database, clock: SetClock) -> None:
    """Let a schedule of `MODERATOR` be in trouble."""
    await database.write(lambda c: tell_moderators(c, GUILD, MODERATOR, "trouble", clock()))


async def test_trouble_is_told_in_the_review_channel(
    sending: Notices, channel: Channel, database: Database, clock: SetClock
) -> None:
    await choose_review_channel(database, clock)
    await for_moderators(database, clock)
    for _ in range(2):
        await sending.send_due(clock.advance(minutes=5))
    assert channel.told == [(MODERATOR, "trouble")]
    assert channel.reviewed == [(REVIEW, "trouble")]
    assert await sending.take_news(GUILD, OTHER, clock()) == []


async def test_without_one_the_next_moderator_is_told_who_does_not_know(
    sending: Notices, channel: Channel, database: Database, clock: SetClock
) -> None:
    await for_moderators(database, clock)
    await sending.send_due(clock())
    assert await sending.take_news(GUILD, MODERATOR, clock()) == []  # heard it in private
    assert [one.sentence for one in await sending.take_news(GUILD, OTHER, clock())] == ["trouble"]
    assert await sending.take_news(GUILD, 97, clock()) == []


@pytest.mark.parametrize(("error", "minutes"), [(CLOSED, 0), (LOST, 20)])
async def test_a_review_channel_that_refuses_leaves_it_to_the_next_moderator(
    sending: Notices,
    channel: Channel,
    database: Database,
    clock: SetClock,
    error: CannotPost,
    minutes: int,
) -> None:
    await choose_review_channel(database, clock)
    channel.closed = error
    await for_moderators(database, clock)
    await sending.send_due(clock())
    await sending.send_due(clock.advance(minutes=minutes))
    # the author's private messages are closed too
    [news] = await sending.take_news(GUILD, MODERATOR, clock())
    assert (news.user_id, news.sentence) == (None, "trouble")


async def test_old_news_is_not_told_and_forgotten(
    sending: Notices, points: Points, database: Database, clock: SetClock
) -> None:
    await for_moderators(database, clock)
    await sending.send_due(clock())
    assert await sending.take_news(GUILD, OTHER, clock.advance(days=15)) == []
    clock.advance(days=16)
    await give(points, clock)
    assert await states(database) == [NoticeState.WAITING]


async def test_the_same_points_twice_within_a_minute_ask_first(
    points: Points, database: Database, clock: SetClock
) -> None:
    await give(points, clock)
    clock.advance(seconds=59)
    with pytest.raises(Repeated) as asked:
        await give(points, clock)
    given = await points.given(GUILD, asked.value.done, MODERATOR)
    assert (given.user_id, given.name, given.points, given.reason) == (MEMBER, "ana", 5, "helped")
    again = asked.value.done
    words = (GUILD, MEMBER, "ana", 5, "helped", MODERATOR, clock(), "told")
    await points.give(*words, again=again)
    with pytest.raises(Repeated):  # the button pressed twice
        await points.give(*words, again=again)
    with pytest.raises(Refusal):
        await points.given(GUILD, again, OTHER)
    await give(points, clock, 6)
    clock.advance(minutes=1)
    await give(points, clock)
    assert await database.value("SELECT sum(points) FROM ledger") == 21
