"""Answering and revealing: 500 answers at once, and a question that 50,000 have answered.

Both with the shipped bank and the bot in its own process, its loop under watch.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from quizbot.domain import question_json
from tests.bench.contestants import QUESTIONS
from tests.bench.row import Row, short, times
from tests.bench.watch import Watched, asked_meanwhile, waits, watched
from tests.loopback import study_group
from tests.loopback.guilds import guild
from tests.loopback.interaction import answer_form
from tests.loopback.scene import challenge_of

AT_ONCE, ROUNDS = 500, 5
ANSWERS, QUICK_ANSWERS = 50_000, 2_000
LATER = 60


async def measure(*, quick: bool) -> list[Row]:
    count = QUICK_ANSWERS if quick else ANSWERS
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quizbot.sqlite"
        await study_group.schedule(QUESTIONS, file, study_group.a_minute_ago())
        described = [guild(study_group.GUILD_ID)]
        async with watched(Path(folder), described) as watch:
            rows = await _answer(watch, 1 if quick else ROUNDS)
            watch.bot.process.terminate()
            await watch.bot.process.ended()
        _fill(file, count)
        async with watched(Path(folder), described) as watch:
            rows += await _reveal(watch, file, count)
        return rows


async def _answer(watch: Watched, rounds: int) -> list[Row]:
    """Let 500 people hand in their answer at the same moment, some times over."""
    standin = watch.bot.standin
    await watch.bot.process.said("posted challenge")
    [message] = standin.channel(study_group.channel_of()).messages
    challenge = challenge_of(message)
    await watch.fresh()
    took: list[float] = []
    lasted: list[float] = []
    for number in range(rounds):
        form = answer_form(f"q:submit:{challenge}", f"Noise is added, {number}. " * 10)
        start = time.perf_counter()
        done = await standin.act(
            ((member, form) for member in range(1000, 1000 + AT_ONCE)),
            study_group.GUILD_ID,
            study_group.channel_of(),
        )
        await asyncio.gather(*(one.acknowledged.wait() for one in done))
        lasted.append(time.perf_counter() - start)
        took += [one.seconds for one in done]
        assert all(one.said.startswith("Saved") for one in done)
    what = f"{AT_ONCE} answers at once"
    return [
        Row(f"{what}, acknowledged", f"{times(took)}, worst {short(max(took))}", "< 3 s"),
        Row(f"{what}, all saved after", f"{max(lasted):.2f} s at worst"),
        *await watch.rows(what),
    ]


def _fill(file: Path, count: int) -> None:
    """Add answers of other members, good and bad, and let the model answer be due in a minute."""
    with closing(sqlite3.connect(file)) as connection:
        challenge, stored = connection.execute("SELECT id, question FROM challenges").fetchone()
        question = question_json.read(stored)
        points = [point.point for point in question.key_points]
        connection.executemany(
            "INSERT INTO answers (challenge_id, guild_id, user_id, name, text, sure, share, "
            "version, saved_at) VALUES (?, ?, ?, ?, ?, 'sure', 1, 1, 0)",
            _answers(challenge, count, question.answer, points),
        )
        due = study_group.a_minute_ago() + timedelta(seconds=60 + LATER)
        connection.execute(
            "UPDATE challenges SET answered = (SELECT count(*) FROM answers), reveal_at = ?",
            (int(due.timestamp()),),
        )
        connection.commit()


def _answers(
    challenge: int, count: int, good: str, points: list[str]
) -> Iterator[tuple[int, int, int, str, str]]:
    chance = random.Random(1)
    for member in range(1_000_000, 1_000_000 + count):
        said = chance.sample(points, chance.randint(0, len(points)))
        text = f"{'. '.join(said)}. I think so because of reason {member}. {good[:200]}"
        yield challenge, study_group.GUILD_ID, member, f"member-{member}", text


async def _reveal(watch: Watched, file: Path, count: int) -> list[Row]:
    process = watch.bot.process
    await process.said("ready as")
    await watch.fresh()
    asked_before = 0.0
    async with asked_meanwhile(watch.bot) as asked:
        due = _reveal_at(file)
        await asyncio.sleep(max(0.0, due - time.time()))
        start = time.perf_counter()
        asked_before = len(asked)
        await process.said("revealed challenge")
        took = time.perf_counter() - start
    what = f"{count:,} answers revealed"
    [reveal] = watch.bot.standin.channel(study_group.channel_of()).with_text("Model answer")
    assert f"{count:,}"[:2] in str(reveal)
    return [
        Row(f"{what}, graded and posted after", f"{took:.1f} s, {took / count * 1000:.2f} ms each"),
        waits(asked[int(asked_before) :]),
        *await watch.rows(what),
    ]


def _reveal_at(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT reveal_at FROM challenges").fetchone()[0])
