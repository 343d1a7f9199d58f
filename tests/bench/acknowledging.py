"""Acknowledging: how long 50 people at once wait for a first reply, beside a bare bot's command.

The figures are those of a typical round: the median of all rounds' p50, of their p95 and of their
p99, each beside that of the bare bot in the same run. Over all replies together, one pause of the
machine would decide the p99 of whoever it met.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.contestants import BARE, QUESTIONS, QUIZBOT, Contestant, contestant
from tests.bench.row import Row, percentile, short
from tests.loopback import study_group
from tests.loopback.guilds import guild
from tests.loopback.interaction import Act, answer_form, command, press
from tests.loopback.scene import challenge_of

AT_ONCE = 50
ROUNDS, QUICK_ROUNDS = 20, 4
SHARES = (0.5, 0.95, 0.99)
BARE_COMMAND = "bare bot: /ping"
HOLD = "p99 <= 3 x bare"


async def measure(*, quick: bool) -> list[Row]:
    described = [guild(study_group.GUILD_ID)]
    with tempfile.TemporaryDirectory() as folder:
        due = study_group.a_minute_ago()
        await study_group.schedule(QUESTIONS, Path(folder) / "quizbot.sqlite", due)
        async with (
            contestant(BARE, Path(folder), described) as bare,
            contestant(QUIZBOT, Path(folder), described) as quizbot,
        ):
            await bare.process.said("ready as")
            await quizbot.process.said("posted challenge")
            [message] = quizbot.standin.channel(study_group.channel_of()).messages
            acts = _acts(challenge_of(message))
            took = await _rounds(bare, quizbot, acts, QUICK_ROUNDS if quick else ROUNDS)
    return [
        Row(f"{AT_ONCE} at once, {what}", _told(rounds, took[BARE_COMMAND]), _hold(what))
        for what, rounds in took.items()
    ]


def _acts(challenge: int) -> dict[str, Callable[[], Act]]:
    """Return what people do; handing in comes first, so that there is something to look at."""
    return {
        "form handed in": lambda: answer_form(f"q:submit:{challenge}", "Noise is added. " * 20),
        "button My answer": lambda: press(f"q:mine:{challenge}"),
        "button Answer": lambda: press(f"q:answer:{challenge}"),
        "button Hint": lambda: press(f"q:hint:{challenge}"),
        "/help": lambda: command("help"),
        "/answer": lambda: command("answer", text="Noise is removed. " * 20),
        "/leaderboard": lambda: command("leaderboard"),
        "/quiz": lambda: command("quiz"),
    }


async def _rounds(
    bare: Contestant, quizbot: Contestant, acts: dict[str, Callable[[], Act]], rounds: int
) -> dict[str, list[list[float]]]:
    """Take turns, so that other load of the machine falls on both; the first round warms up."""
    took: dict[str, list[list[float]]] = defaultdict(list)
    members = itertools.count(1000, AT_ONCE)
    for number in range(rounds + 1):
        these = range(start := next(members), start + AT_ONCE)
        for what, who, act in _turns(bare, quizbot, acts):
            seconds = await _at_once(who, act, these)
            if number:
                took[what].append(seconds)
    return took


def _turns(
    bare: Contestant, quizbot: Contestant, acts: dict[str, Callable[[], Act]]
) -> Iterator[tuple[str, Contestant, Callable[[], Act]]]:
    yield BARE_COMMAND, bare, lambda: command("ping")
    for what, act in acts.items():
        yield what, quizbot, act


async def _at_once(who: Contestant, act: Callable[[], Act], members: range) -> list[float]:
    done = await who.standin.act(
        ((member, act()) for member in members), study_group.GUILD_ID, study_group.channel_of()
    )
    await asyncio.gather(*(one.acknowledged.wait() for one in done))
    return [one.seconds for one in done]


def _typical(rounds: list[list[float]], share: float) -> float:
    return statistics.median(percentile(seconds, share) for seconds in rounds)


def _told(rounds: list[list[float]], bare: list[list[float]]) -> str:
    figures = []
    for share in SHARES:
        figure = _typical(rounds, share)
        beside = figure / _typical(bare, share)
        figures.append(f"p{share * 100:.0f} {short(figure)} ({beside:.2f} x bare)")
    worst = max(max(seconds) for seconds in rounds)
    return f"{', '.join(figures)}, worst of all {short(worst)}"


def _hold(what: str) -> str:
    return "" if what == BARE_COMMAND else HOLD
