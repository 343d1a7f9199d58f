"""The bot's process is ended at a bad moment: nothing promised is lost, nothing done twice."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.loopback.fault import Fault
from tests.loopback.interaction import Act, answer_form, command, press
from tests.loopback.scene import Scene, scene

MEMBERS = range(1000, 1500)
"""More than one commit takes together, so that the end falls between commits."""
BURST = pytest.mark.parametrize("after", [1, 60, 210])
PLACES = pytest.mark.parametrize(
    ("words", "reveal_after", "column"),
    [
        ("Question of the day", timedelta(hours=12), "message_id"),
        ("Model answer", timedelta(seconds=1), "reveal_message_id"),
    ],
    ids=["question", "reveal"],
)


def answers(challenge: int) -> dict[int, Act]:
    return {member: answer_form(f"q:submit:{challenge}", f"Noise {member}") for member in MEMBERS}


def kept(stage: Scene) -> dict[int, str]:
    return dict(stage.rows("SELECT user_id, text FROM answers"))


@BURST
async def test_what_was_acknowledged_survives_a_kill(
    questions: Path, tmp_path: Path, after: int
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            told, status = await stage.replies_until_its_end(
                answers(challenge), bot, signal.SIGKILL, after
            )
            assert status == -signal.SIGKILL
        assert len(told) >= after
        assert all(said.startswith("Saved.") for said in told.values())
        stored = kept(stage)
        assert {member: stored.get(member) for member in told} == {m: f"Noise {m}" for m in told}

        async with stage.bot() as bot:
            shown = await stage.replies({member: press(f"q:mine:{challenge}") for member in told})
            assert [member for member, said in shown.items() if f"Noise {member}" not in said] == []
            again = await stage.replies(answers(challenge))
            assert {said.partition(" ")[0] for said in again.values()} == {"Saved."}
            bot.terminate()
            assert await bot.ended() == 0
        count = len(MEMBERS)
        assert stage.rows("SELECT version, count(*) FROM answers GROUP BY version") == [(1, count)]
        assert stage.rows("SELECT answered FROM challenges") == [(count,)]


@BURST
async def test_asked_to_end_it_answers_those_who_wait(
    questions: Path, tmp_path: Path, after: int
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            told, status = await stage.replies_until_its_end(
                answers(challenge), bot, signal.SIGTERM, after
            )
            assert status == 0
            assert [line for line in bot.log if "Traceback" in line] == []
        saved = {member for member, said in told.items() if said.startswith("Saved.")}
        assert len(saved) >= after
        assert kept(stage) == {member: f"Noise {member}" for member in saved}
        assert all("nothing was saved" in told[member] for member in told.keys() - saved)


async def test_asked_to_end_it_finishes_commands_too(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await stage.challenge(bot)
            given = {member: command("answer", text=f"Noise {member}") for member in MEMBERS}
            told, status = await stage.replies_until_its_end(given, bot, signal.SIGTERM, 1)
            assert status == 0
            assert [line for line in bot.log if "Traceback" in line] == []
        saved = {member for member, said in told.items() if said.startswith("Saved.")}
        assert kept(stage) == {member: f"Noise {member}" for member in saved}


@PLACES
async def test_asked_to_end_it_waits_for_a_message_under_way(
    questions: Path, tmp_path: Path, words: str, reveal_after: timedelta, column: str
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due(reveal_after)
        slow = stage.standin.let_happen(Fault(words))
        async with stage.bot() as bot:
            await slow.begun()
            bot.terminate()
            await bot.said("stopping")
            slow.release()
            assert await bot.ended() == 0
        newest = int(stage.channel.messages[-1]["id"])
        assert stage.rows(f"SELECT {column} FROM challenges") == [(newest,)]


@PLACES
@pytest.mark.parametrize("carried_out", [True, False], ids=["posted", "not-posted"])
async def test_killed_while_a_message_is_under_way(
    questions: Path,
    tmp_path: Path,
    words: str,
    reveal_after: timedelta,
    column: str,
    carried_out: bool,
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due(reveal_after)
        lost = stage.standin.let_happen(Fault(words, carried_out=carried_out))
        async with stage.bot() as bot:
            await lost.begun()
            bot.kill()
            await bot.ended()
        assert stage.rows(f"SELECT {column} FROM challenges") == [(None,)]

        async with stage.bot() as bot:
            await bot.said("posted challenge" if column == "message_id" else "revealed challenge")
            bot.terminate()
            assert await bot.ended() == 0
        [message] = stage.channel.with_text(words)
        assert stage.rows(f"SELECT {column} FROM challenges") == [(int(message["id"]),)]


async def test_a_wrong_token_ends_it_with_one_sentence(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage, stage.bot(token="not.the.token") as bot:
        assert await bot.ended() == 1
        assert bot.log[-1].startswith("Discord does not accept DISCORD_TOKEN.")
        assert [line for line in bot.log if "Traceback" in line] == []
