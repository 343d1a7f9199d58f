"""Edits fail, hang or are limited: nothing waits for them, and messages end up as they should."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizbot.app import open_app
from quizbot.clock import utc_now
from tests.loopback.channel import Message, text
from tests.loopback.fault import LIMITED, Fault
from tests.loopback.interaction import (
    MODERATOR_ID,
    Act,
    answer_form,
    command,
    press,
    question_form,
    subcommand,
)
from tests.loopback.kills.promises import about, broken
from tests.loopback.scene import Scene, scene, until
from tests.loopback.study_group import GUILD_ID, channel_of

GUILDS = [GUILD_ID + number * 10_000 for number in range(10)]
REVIEW = GUILD_ID + 2
MEMBER = 1000
ON_TIME = 20.0
"""Seconds in which comes what waits for no edit, also on a slow machine.

An edit in vain takes longer: 25 s for the five tries of the library, or the 45 s of the limit.
"""
TROUBLES: dict[str, dict[str, Any]] = {
    "500": {"status": 500, "carried_out": False},
    "503": {"status": 503, "carried_out": False},
    "old-message": {"status": LIMITED, "code": 30046, "retry_after": 45.0},
    "long-limit": {"status": LIMITED, "retry_after": 3600.0},
    "reset": {"cut": True},
    "hang": {"carried_out": False},
}
QUESTION, CLOSED = "Question of the day", "closed, the model answer is below"


def no_edits(stage: Scene, **trouble: Any) -> list[Fault]:
    """Let all edits fail from now on, in every channel."""
    faults = [
        Fault(channel=channel_of(guild), edits=True, lasting=True, **trouble)
        for guild in stage.guild_ids
    ]
    return [stage.standin.let_happen(fault) for fault in faults]


def questions_of(stage: Scene) -> list[Message]:
    channels = [stage.standin.channel(channel_of(guild)) for guild in stage.guild_ids]
    return [message for channel in channels for message in channel.with_text(QUESTION)]


async def within_ten_minutes(stage: Scene, condition: Callable[[], object]) -> None:
    """Let minute after minute pass until something is so."""
    for _ in range(9):
        stage.clock.advance(minutes=1)
        try:
            return await until(condition, 1)
        except TimeoutError:
            continue
    stage.clock.advance(minutes=1)
    return await until(condition)


async def act(stage: Scene, guild: int, user: int, given: Act) -> Any:
    [made] = await stage.standin.act([(user, given)], guild, channel_of(guild))
    return made


async def answer_all(stage: Scene) -> None:
    """Let a member answer the question of each server, so that its count is to be edited."""
    for guild, message in zip(stage.guild_ids, questions_of(stage), strict=True):
        form = answer_form(f"q:submit:{about(message)}", "Noise is added")
        told = await act(stage, guild, MEMBER, form)
        await told.acknowledged.wait()
    stage.clock.advance(seconds=11)


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_ten_reveals_wait_for_no_edit(
    questions: Path, tmp_path: Path, trouble: dict[str, Any]
) -> None:
    """The counts are being edited in vain when the reveals are due; all look closed in the end."""
    async with scene(questions, tmp_path, GUILDS) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=len(GUILDS))
            faults = no_edits(stage, **trouble)
            await answer_all(stage)
            await asyncio.gather(*(fault.begun() for fault in faults))
            stage.clock.advance(hours=12)
            due = time.perf_counter()
            await bot.said("revealed challenge", times=len(GUILDS))
            assert time.perf_counter() - due < ON_TIME
            for fault in faults:
                fault.end()
            await within_ten_minutes(stage, lambda: not stage.rows("SELECT 1 FROM stale_messages"))
            bot.terminate()
            assert await bot.ended() == 0
        assert [line for line in bot.log if "Traceback" in line] == []
        channels = [stage.standin.channel(channel_of(guild)) for guild in GUILDS]
        standing = [message for channel in channels for message in channel.messages]
        assert broken(stage.file, standing, {}, at_rest=True) == []
        assert all(f"1 answered · {CLOSED}" in text(one) for one in questions_of(stage))


async def test_a_limited_count_is_superseded(questions: Path, tmp_path: Path) -> None:
    """What Discord put off is not made up for: one edit shows all that happened meanwhile."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            [fault] = no_edits(stage, **TROUBLES["old-message"])
            for member in range(MEMBER, MEMBER + 3):
                form = answer_form(f"q:submit:{challenge}", "Noise is added")
                await stage.replies({member: form})
                stage.clock.advance(seconds=11)
            await fault.begun()
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge")
            fault.end()
            edits: list[str] = []

            def watch(kind: str, sent: dict[str, Any], edits: list[str] = edits) -> None:
                if kind == "edit":
                    edits.append(text(sent))

            stage.standin.witness = watch
            await within_ten_minutes(stage, lambda: edits)
            bot.terminate()
            assert await bot.ended() == 0
        [shown] = edits
        assert f"3 answered · {CLOSED}" in shown


async def test_a_moderator_waits_for_no_edit(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path, GUILDS[:2]) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=2)
            faults = no_edits(stage, **TROUBLES["hang"])
            await answer_all(stage)
            await asyncio.gather(*(fault.begun() for fault in faults))
            early = await act(stage, GUILDS[0], MODERATOR_ID, command("reveal"))
            given_up = await act(stage, GUILDS[1], MODERATOR_ID, subcommand("challenge", "cancel"))
            await until(lambda: "is revealed" in early.said, ON_TIME)
            await until(lambda: "is cancelled" in given_up.said, ON_TIME)
            for fault in faults:
                fault.end()
            revealed, cancelled = questions_of(stage)
            await within_ten_minutes(stage, lambda: CLOSED in text(revealed))
            await within_ten_minutes(stage, lambda: "cancelled" in text(cancelled))
            bot.terminate()
            assert await bot.ended() == 0


async def test_killed_before_an_edit_it_is_made_by_the_next_start(
    questions: Path, tmp_path: Path
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        for done, wanted in (
            ("revealed", CLOSED),
            ("void", "void, it gives no points: two answers"),
            ("unvoid", CLOSED),
        ):
            [fault] = no_edits(stage, **TROUBLES["503"])
            async with stage.bot() as bot:
                if done == "revealed":
                    await bot.said("posted challenge")
                    stage.clock.advance(hours=12)
                    await bot.said("revealed challenge")
                else:
                    given = subcommand("grade", done, question=1, reason="two answers")
                    told = await act(stage, GUILD_ID, MODERATOR_ID, given)
                    await told.acknowledged.wait()
                    assert "Question #1" in told.said
                await fault.begun()
                bot.kill()
                await bot.ended()
            [message] = questions_of(stage)
            assert wanted not in text(message)
            fault.end()
            async with stage.bot() as bot:

                def as_it_should(message: Message = message, wanted: str = wanted) -> bool:
                    return wanted in text(message)

                await within_ten_minutes(stage, as_it_should)
                bot.terminate()
                assert await bot.ended() == 0


@pytest.mark.parametrize("carried_out", [True, False], ids=["posted", "not-posted"])
async def test_the_review_channel_ends_up_as_it_should(
    questions: Path, tmp_path: Path, carried_out: bool
) -> None:
    """A suggestion is posted once though the bot is killed meanwhile, and shown as decided."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with open_app(questions, stage.file, rng=random.Random(1)) as app:
            change = {"review_channel_id": REVIEW}
            await app.shared.settings.change(GUILD_ID, change, MODERATOR_ID, utc_now())
        review, heading = stage.standin.channel(REVIEW), "### Suggestion 1"
        lost = stage.standin.let_happen(Fault(heading, channel=REVIEW, carried_out=carried_out))
        async with stage.bot() as bot:
            form = question_form("q:suggest-form", "diffusion", "What is added?", "Noise is.")
            told = await act(stage, GUILD_ID, MEMBER, form)
            await lost.begun()
            assert "the moderators have it" in told.said
            bot.kill()
            await bot.ended()
        lost.release()
        async with stage.bot() as bot:
            await within_ten_minutes(stage, lambda: review.with_text(heading))
            [_one] = review.with_text(heading)
            fault = Fault(heading, channel=REVIEW, edits=True, lasting=True, **TROUBLES["503"])
            stage.standin.let_happen(fault)
            done = await act(stage, GUILD_ID, MODERATOR_ID, press("q:suggestion-approve:1"))
            await fault.begun()
            assert "Saved as" in done.said
            bot.terminate()
            assert await bot.ended() == 0
        fault.end()
        async with stage.bot() as bot:
            await within_ten_minutes(
                stage, lambda: "Approved as own-1" in text(review.with_text(heading)[0])
            )
            bot.terminate()
            assert await bot.ended() == 0
        [_one] = review.with_text(heading)
