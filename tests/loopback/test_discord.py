"""Discord misbehaves: errors, limits, resets and slow answers, for many servers at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.loopback.fault import Fault
from tests.loopback.guilds import guild as described
from tests.loopback.interaction import answer_form, press
from tests.loopback.kills.promises import about, broken
from tests.loopback.scene import Scene, scene
from tests.loopback.study_group import GUILD_ID, channel_of

NOT_RETRIED_BY_THE_LIBRARY: list[dict[str, Any]] = [
    {"cut": True},
    {"cut": True, "carried_out": False},
    {"status": 503},
    {"status": 503, "carried_out": False},
]
RETRIED: list[dict[str, Any]] = [
    {"status": status, "carried_out": carried_out}
    for status in (500, 502, 504)
    for carried_out in (True, False)
]
LIMITS: list[dict[str, Any]] = [{"status": 429}, {"status": 429, "everywhere": True}]
TROUBLES = [*NOT_RETRIED_BY_THE_LIBRARY, *RETRIED, *LIMITS]
GUILDS = [GUILD_ID + number * 10_000 for number in range(len(TROUBLES) + 1)]
QUESTION, REVEAL = "Question of the day", "Model answer"


def messages(stage: Scene) -> list[dict[str, Any]]:
    return [one for guild in GUILDS for one in stage.standin.channel(channel_of(guild)).messages]


async def test_each_trouble_leaves_one_message(questions: Path, tmp_path: Path) -> None:
    """Every server but the last meets another one, at the question and at the reveal."""
    async with scene(questions, tmp_path, GUILDS) as stage:
        await stage.schedule_due()
        for guild, trouble in zip(GUILDS, TROUBLES, strict=False):
            for words in (QUESTION, REVEAL):
                stage.standin.let_happen(Fault(words, channel=channel_of(guild), **trouble))
        put_off = len(NOT_RETRIED_BY_THE_LIBRARY)
        async with stage.bot() as bot:
            await bot.said("cannot be posted", times=put_off)
            await bot.said("posted challenge", times=len(GUILDS) - put_off)
            stage.clock.advance(seconds=61)
            await bot.said("posted challenge", times=len(GUILDS))
            stage.clock.advance(hours=12)
            await bot.said("cannot be posted", times=2 * put_off)
            stage.clock.advance(seconds=61)
            await bot.said("revealed challenge", times=len(GUILDS))
            await stage.up_to_date()
            bot.terminate()
            assert await bot.ended() == 0
            assert [line for line in bot.log if "Traceback" in line] == []
        assert broken(stage.file, messages(stage), {}, at_rest=True) == []
        assert len(messages(stage)) == 2 * len(GUILDS)
        assert stage.rows("SELECT problem FROM schedules WHERE problem IS NOT NULL") == []


async def test_a_slow_channel_holds_up_nobody(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path, GUILDS[:5]) as stage:
        await stage.schedule_due()
        slow = stage.standin.let_happen(Fault(QUESTION, channel=channel_of(GUILDS[0])))
        async with stage.bot() as bot:
            await slow.begun()
            await bot.said("posted challenge", times=4)
            other = GUILDS[1]
            [message] = stage.standin.channel(channel_of(other)).messages
            form = answer_form(f"q:submit:{about(message)}", "Noise is added")
            [told] = await stage.standin.act([(1000, form)], other, channel_of(other))
            await told.acknowledged.wait()
            assert told.said.startswith("Saved.")
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge", times=4)
            slow.release()
            await bot.said("posted challenge", times=5)
            await stage.up_to_date()
            bot.terminate()
            assert await bot.ended() == 0
        assert broken(stage.file, messages(stage), {}, at_rest=True) == []


@pytest.mark.parametrize("with_session", [True, False], ids=["resumed", "invalidated"])
async def test_the_gateway_is_gone_for_minutes(
    questions: Path, tmp_path: Path, with_session: bool
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            await stage.replies({1000: answer_form(f"q:submit:{challenge}", "Noise is added")})
            await stage.standin.gateway.go_away()
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge")
            stage.standin.gateway.come_back(with_session=with_session)
            told = await stage.replies({1000: press(f"q:result:{challenge}")})
            assert "points" in told[1000]
            assert stage.standin.gateway.sessions == (1 if with_session else 3)
            bot.terminate()
            assert await bot.ended() == 0


async def test_removed_from_a_server_and_invited_again(questions: Path, tmp_path: Path) -> None:
    left, stays = GUILDS[:2]
    async with scene(questions, tmp_path, [left, stays]) as stage:
        await stage.schedule_due()
        gateway = stage.standin.gateway
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=2)
            await gateway.push("GUILD_DELETE", json.dumps({"id": str(left)}))
            await bot.said("removed from guild")
            stage.clock.advance(days=1)
            await bot.said("posted challenge", times=3)
            await bot.said("revealed challenge", times=1)
            assert len(stage.standin.channel(channel_of(left)).messages) == 1
            joined = described(left)
            del joined["unavailable"]  # as when a bot is invited, not when it connects
            await gateway.push("GUILD_CREATE", json.dumps(joined))
            await bot.said("back in guild")
            await bot.said("posted challenge", times=4)
            await bot.said("revealed challenge", times=2)
            bot.terminate()
            assert await bot.ended() == 0
        both = [stage.standin.channel(channel_of(one)).with_text(QUESTION) for one in (left, stays)]
        assert list(map(len, both)) == [2, 2]


async def test_a_server_that_is_out_at_the_start_has_not_left(
    questions: Path, tmp_path: Path
) -> None:
    out, stays = GUILDS[:2]
    async with scene(questions, tmp_path, [out, stays]) as stage:
        await stage.schedule_due()
        stage.standin.gateway.unavailable.add(out)
        async with stage.bot() as bot:
            await bot.said("posted challenge", times=2)
            bot.terminate()
            assert await bot.ended() == 0
        assert stage.rows("SELECT guild_id FROM guilds WHERE removed_at IS NOT NULL") == []
        assert [line for line in bot.log if "removed from guild" in line] == []
