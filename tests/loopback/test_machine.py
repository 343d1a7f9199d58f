"""The machine misbehaves: no room, a process that sleeps for a day, an end in a burst of posts."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path
from typing import Any

from tests.loopback.fault import Fault
from tests.loopback.interaction import answer_form
from tests.loopback.kills.promises import broken
from tests.loopback.process import Process
from tests.loopback.scene import Scene, scene
from tests.loopback.study_group import GUILD_ID, channel_of

GUILDS = [GUILD_ID + number * 10_000 for number in range(20)]
QUESTION, REVEAL = "Question of the day", "Model answer"


def room(bot: Process, most: int) -> None:
    """Let the process write no file beyond this size; every write then fails for real."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(bot.id, resource.RLIMIT_FSIZE, (most, hard))


async def test_no_room_to_write(questions: Path, tmp_path: Path) -> None:
    """Nobody is told a falsehood, Discord is left in peace, and all goes on by itself."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            form = {member: answer_form(f"q:submit:{challenge}", "Noise") for member in (1, 2)}
            room(bot, 1)
            told = await stage.replies(form)
            assert all("nothing was saved" in said for said in told.values())
            stage.clock.advance(hours=12)
            await bot.said("the round rests")
            room(bot, resource.RLIM_INFINITY)
            stage.clock.advance(seconds=31)
            await bot.said("revealed challenge")
            stage.clock.advance(hours=12)
            await bot.said("posted challenge", times=2)
            form = {member: answer_form(f"q:submit:{challenge + 1}", "Noise") for member in (1, 2)}
            assert all(said.startswith("Saved") for said in (await stage.replies(form)).values())
            await stage.up_to_date()
            bot.terminate()
            assert await bot.ended() == 0
        assert broken(stage.file, stage.channel.messages, {}, at_rest=True) == []
        assert stage.rows("SELECT challenge_id FROM answers") == [(2,), (2,)]


async def test_no_room_once_a_message_was_sent(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        held = stage.standin.let_happen(Fault(QUESTION))
        async with stage.bot() as bot:
            await held.begun()
            room(bot, 1)
            held.release()
            await bot.said("the round rests")
            assert stage.rows("SELECT message_id FROM challenges") == [(None,)]
            room(bot, resource.RLIM_INFINITY)
            stage.clock.advance(seconds=31)
            await bot.said("posted challenge")
            bot.terminate()
            assert await bot.ended() == 0
        [message] = stage.channel.messages
        assert stage.rows("SELECT message_id FROM challenges") == [(int(message["id"]),)]


async def test_a_process_that_sleeps(questions: Path, tmp_path: Path) -> None:
    """Once while nothing is under way, and once while a message is."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge")
            sleep(stage, bot, hours=24)
            await bot.said("revealed challenge")
            await bot.said("posted challenge", times=2)
            held = stage.standin.let_happen(Fault(REVEAL))
            stage.clock.advance(hours=12)
            await held.begun()
            sleep(stage, bot, hours=12)
            held.release()
            await bot.said("revealed challenge", times=2)
            await bot.said("posted challenge", times=3)
            await stage.up_to_date()
            bot.terminate()
            assert await bot.ended() == 0
        assert broken(stage.file, stage.channel.messages, {}, at_rest=True) == []
        assert len(stage.channel.with_text(QUESTION)) == 3
        assert len(stage.channel.with_text(REVEAL)) >= 2


def sleep(stage: Scene, bot: Process, hours: int) -> None:
    """Stop the process, and let it go on when so much time has passed."""
    os.kill(bot.id, signal.SIGSTOP)
    stage.clock.advance(hours=hours)
    os.kill(bot.id, signal.SIGCONT)


async def test_asked_to_end_in_a_burst_of_posts(questions: Path, tmp_path: Path) -> None:
    """What is under way is finished and recorded; the rest waits for the next start."""
    async with scene(questions, tmp_path, GUILDS) as stage:
        await stage.schedule_due()
        for kind, words in (("posted", QUESTION), ("revealed", REVEAL)):
            sent: list[str] = []
            async with stage.bot() as bot:

                def end(
                    _kind: str,
                    payload: dict[str, Any],
                    bot: Process = bot,
                    words: str = words,
                    sent: list[str] = sent,
                ) -> None:
                    if words in str(payload):
                        sent.append(words)
                        if len(sent) == 3:
                            bot.terminate()

                stage.standin.witness = end
                assert await bot.ended() == 0
                assert [line for line in bot.log if "Traceback" in line] == []
            stage.standin.witness = lambda _kind, _payload: None
            everything = [
                m for one in GUILDS for m in stage.standin.channel(channel_of(one)).messages
            ]
            assert broken(stage.file, everything, {}, at_rest=False) == []
            recorded = "message_id" if kind == "posted" else "reveal_message_id"
            [(done,)] = stage.rows(f"SELECT count(*) FROM challenges WHERE {recorded} IS NOT NULL")
            standing = sum(words in str(message) for message in everything)
            assert done == standing >= 3
            async with stage.bot() as bot:
                await bot.said("ready as")
                if done < len(GUILDS):
                    await bot.said(f"{kind} challenge", times=len(GUILDS) - done)
                await stage.up_to_date()
                bot.terminate()
                assert await bot.ended() == 0
            stage.clock.advance(hours=12)
        everything = [m for one in GUILDS for m in stage.standin.channel(channel_of(one)).messages]
        assert broken(stage.file, everything, {}, at_rest=True) == []
        assert len(everything) == 2 * len(GUILDS)
