"""Today's question is refused, and its schedule gets another channel: it is posted once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quizbot.app import open_app
from tests.loopback.fault import Fault
from tests.loopback.interaction import MODERATOR_ID, move_schedule
from tests.loopback.kills.points import AFTER, BEFORE, DURABLE, Point
from tests.loopback.scene import Scene, scene
from tests.loopback.study_group import GUILD_ID, a_minute_ago, channel_of

QUESTION = "Question of the day"
OLD, NEW = channel_of(), GUILD_ID + 2
POINTS = [
    *(Point("note a refusal", instant) for instant in (BEFORE, AFTER, DURABLE)),
    *(Point("follow the schedule", instant) for instant in (BEFORE, AFTER, DURABLE)),
    Point("send the question", BEFORE, turn=2),
    Point("send the question", AFTER),
    *(Point("record the question", instant) for instant in (BEFORE, AFTER, DURABLE)),
]


def refuse(stage: Scene) -> Fault:
    """Let Discord refuse the question once, in its first channel."""
    return stage.standin.let_happen(Fault(QUESTION, channel=OLD, carried_out=False, status=403))


def stands_once(stage: Scene, channel_id: int) -> None:
    """Check that the question stands in this channel alone, and is recorded so."""
    [message] = stage.standin.channel(channel_id).with_text(QUESTION)
    other = OLD if channel_id == NEW else NEW
    assert stage.standin.channel(other).messages == []
    recorded = stage.rows("SELECT state, channel_id, message_id, refused FROM challenges")
    assert recorded == [("open", channel_id, int(message["id"]), 0)]


@pytest.mark.parametrize("point", [None, *POINTS], ids=str)
async def test_it_moves_once_wherever_it_is_killed(
    questions: Path, tmp_path: Path, point: Point | None
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        refused = refuse(stage)
        if point is not None:
            async with stage.bot(until=point) as bot:
                await refused.begun()
                if point.step != "note a refusal":
                    await bot.said("cannot be posted")
                    await stage.act({MODERATOR_ID: move_schedule(1, NEW)})
                assert await bot.ended() == -9
        async with stage.bot() as bot:
            if point is None:
                await bot.said("cannot be posted")
            told = await stage.replies({MODERATOR_ID: move_schedule(1, NEW)})
            if not stage.rows("SELECT id FROM challenges WHERE state = 'open'"):
                await bot.said("posted challenge")
            bot.terminate()
            assert await bot.ended() == 0
        assert point or "could not be posted so far; it comes in" in told[MODERATOR_ID]
        stands_once(stage, NEW if stage.standin.channel(NEW).messages else OLD)
        assert stage.standin.channel(NEW).messages or point in POINTS[:3]


async def test_what_may_stand_is_looked_for_before_it_moves(
    questions: Path, tmp_path: Path
) -> None:
    """Killed while the message is under way; the schedule is moved before the next start."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        lost = stage.standin.let_happen(Fault(QUESTION))
        async with stage.bot() as bot:
            await lost.begun()
            bot.kill()
            await bot.ended()
        async with open_app(questions, stage.file, rng=random.Random(1)) as app:
            change = {"channel_id": NEW}
            await app.shared.schedules.edit(GUILD_ID, 1, change, MODERATOR_ID, a_minute_ago())
        async with stage.bot() as bot:
            await bot.said("posted challenge")
            bot.terminate()
            assert await bot.ended() == 0
        stands_once(stage, OLD)
