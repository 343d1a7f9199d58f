"""The start: one process at a time, and what Discord may be out of without holding it up."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from tests.conftest import ROOT
from tests.loopback.interaction import MODERATOR_ID, answer_form, give_points, press
from tests.loopback.outage import Outage
from tests.loopback.process import Process
from tests.loopback.scene import Scene, scene
from tests.loopback.standin import TOKEN

MEMBER, MEMBERS = 1000, range(1000, 1050)
COMMANDS = "/commands"
REGISTERED = "registered 18 slash commands"


async def ends_well(bot: Process) -> None:
    bot.terminate()
    assert await bot.ended() == 0
    assert [line for line in bot.log if "Traceback" in line] == []


async def refused(bot: Process, sentence: str) -> None:
    assert await bot.ended() == 1
    assert sentence in bot.log[-1]
    assert [line for line in bot.log if "Traceback" in line] == []


async def test_a_second_process_is_refused(questions: Path, tmp_path: Path) -> None:
    """With the same database, or the same token and another one; a lock dies with its process."""
    elsewhere = str(tmp_path / "elsewhere")
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge")
            async with stage.bot(token="another.bots.token") as second:
                await refused(second, "is running with this database")
            async with stage.bot(QUIZBOT_DATA=elsewhere) as second:
                await refused(second, "is running with this DISCORD_TOKEN")
            bot.kill()
            await bot.ended()
        async with stage.bot() as bot:
            await bot.said("ready as")
            await ends_well(bot)
        assert stage.standin.gateway.sessions == 2
        assert len(stage.channel.messages) == 1


async def shell(stage: Scene, *arguments: str) -> tuple[int | None, str]:
    """Give a command of the shell on the scene's database; return status and all it says."""
    folder = str(stage.file.parent)
    settings = {"QUIZBOT_DATA": folder, "QUIZBOT_QUESTIONS": f"{folder}/questions"}
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "bot.py"), *arguments),
        env={**os.environ, **settings, "DISCORD_TOKEN": TOKEN, "TMPDIR": folder},
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await command.communicate()
    return command.returncode, said.decode()


async def test_shell_commands_work_beside_a_running_bot(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            await stage.replies({MEMBER: answer_form(f"q:submit:{challenge}", "Noise is added")})
            stage.clock.advance(hours=12)
            await bot.said("revealed challenge")
            assert await shell(stage, "doctor", "--rebuild") == (
                0,
                "The boards are as in the ledger.\n",
            )
            status, said = await shell(stage, "regrade", "--apply")
            assert (status, "The boards follow." in said) == (0, True)
            await ends_well(bot)


async def test_an_interaction_is_handled_once_though_two_processes_run(
    questions: Path, tmp_path: Path
) -> None:
    """As on a file system without locks."""
    gifts = 5
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        stage.standin.gateway.several = True
        async with stage.bot(LOOPBACK_NO_LOCKS="1") as first:
            challenge = await stage.challenge(first)
            async with stage.bot(LOOPBACK_NO_LOCKS="1") as second:
                await second.said("ready as")
                told = await stage.replies(
                    {m: answer_form(f"q:submit:{challenge}", f"Noise {m}") for m in MEMBERS}
                )
                assert {said.partition(" ")[0] for said in told.values()} == {"Saved."}
                for number in range(1, gifts + 1):
                    gift = give_points(MEMBER, 10, f"gift {number}")
                    said = await stage.replies({MODERATOR_ID: gift})
                    assert f"{10 * number} points" in said[MODERATOR_ID]
                shown = await stage.replies({MEMBER: press(f"q:mine:{challenge}")})
                assert f"Noise {MEMBER}" in shown[MEMBER]
                await ends_well(second)
            await ends_well(first)
        assert stage.rows("SELECT sum(points), count(*) FROM ledger") == [(10 * gifts, gifts)]
        assert stage.rows("SELECT version, count(*) FROM answers GROUP BY version") == [
            (1, len(MEMBERS))
        ]
        assert len(stage.channel.messages) == 1


@pytest.mark.parametrize("route", ["/users/@me", "/oauth2/applications/@me"])
@pytest.mark.parametrize("status", [403, 404, 429])
async def test_a_login_that_is_refused_is_one_sentence(
    questions: Path, tmp_path: Path, route: str, status: int
) -> None:
    async with scene(questions, tmp_path) as stage:
        stage.standin.take_out(Outage("GET", route, status))
        async with stage.bot() as bot:
            await refused(bot, f"Discord refuses the login with status {status}")


def health(port: int) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("hanging_up", [False, True])
async def test_a_gateway_that_is_down_at_the_start_is_waited_for(
    questions: Path, tmp_path: Path, hanging_up: bool
) -> None:
    port = unused_port()
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        await stage.standin.gateway.go_away(hanging_up=hanging_up)
        async with stage.bot(QUIZBOT_HEALTH_PORT=str(port)) as bot:
            await bot.said("the gateway cannot be reached")
            assert await asyncio.to_thread(health, port) == (503, "not connected\n")
            stage.standin.gateway.come_back(with_session=False)
            await bot.said("posted challenge")
            assert await asyncio.to_thread(health, port) == (200, "ok\n")
            await ends_well(bot)


async def test_the_end_does_not_wait_for_a_gateway_that_is_down(
    questions: Path, tmp_path: Path
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.standin.gateway.go_away()
        async with stage.bot() as bot:
            await bot.said("the gateway cannot be reached")
            await ends_well(bot)


async def works(stage: Scene, bot: Process) -> None:
    """See that what is due is posted and that a press is answered."""
    challenge = await stage.challenge(bot)
    told = await stage.replies({MEMBER: answer_form(f"q:submit:{challenge}", "Noise is added")})
    assert told[MEMBER].startswith("Saved.")


@pytest.mark.parametrize("status", [500, 503, 429, 403, None])
async def test_commands_that_cannot_be_registered_keep_nobody_waiting(
    questions: Path, tmp_path: Path, status: int | None
) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        outage = stage.standin.take_out(Outage("PUT", COMMANDS, status))
        async with stage.bot() as bot:
            await outage.met()
            await works(stage, bot)
            assert stage.standin.commands == []
            await ends_well(bot)
        with closing(sqlite3.connect(stage.file)) as connection:
            noted = "SELECT count(*) FROM meta WHERE key LIKE 'commands:%'"
            assert connection.execute(noted).fetchone() == (0,)


async def test_commands_are_registered_once_discord_takes_them(
    questions: Path, tmp_path: Path
) -> None:
    async with scene(questions, tmp_path) as stage:
        outage = stage.standin.take_out(Outage("PUT", COMMANDS, 503))
        async with stage.bot() as bot:
            await bot.said("the slash commands are not registered (503")
            outage.mend()
            await bot.said(REGISTERED)
            assert len(stage.standin.commands) == 18
            await ends_well(bot)
        async with stage.bot() as bot:
            await bot.said("ready as")
            await ends_well(bot)
        assert [line for line in bot.log if "registered" in line] == []
