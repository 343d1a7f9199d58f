"""Whatever Discord does with a request, what was said of an act agrees with the database.

Every act has a server of its own, in which one route fails; all acts of one kind of trouble happen
at once, in one life of the bot. In a second life Discord is well again.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import HANGS
from tests.loopback.conftest import QUESTION
from tests.loopback.deeds import DEEDS, Place
from tests.loopback.interaction import MODERATOR_ID, Interaction
from tests.loopback.matrix import ALWAYS, CELLS, done, falsehoods, furnish, guilds
from tests.loopback.matrix import stand as let_stand
from tests.loopback.scene import Scene, scene, until
from tests.loopback.study_group import channel_of
from tests.loopback.trouble import Kind

PATIENCE = 2.5
"""Seconds after which the bot gives up a request that hangs; 1.3 to 30 outside of tests."""
HANGING = (Kind.LIMITED, Kind.HANGS, Kind.SWALLOWED)
"""A reply that Discord limits for an hour is waited for by the library for an hour."""
END_WITHIN = 1.5
"""Seconds that the end waits for replies that never get through."""
WAITING = (
    "SELECT (SELECT count(*) FROM notices WHERE state IN ('waiting', 'sending')) + "
    "(SELECT count(*) FROM challenges WHERE state IN ('claimed', 'closed'))"
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Place]]:
    """The bank, a database with all servers, and what is where in it."""
    folder = tmp_path_factory.mktemp("matrix")
    questions = folder / "questions"
    questions.mkdir()
    (questions / "diffusion.yaml").write_text(QUESTION, encoding="utf-8")
    file = folder / "quizbot.sqlite"
    return questions, file, asyncio.run(furnish(questions, file))


@pytest.mark.parametrize("kind", list(Kind))
async def test_what_is_said_is_so(
    furnished: tuple[Path, Path, list[Place]], tmp_path: Path, kind: Kind
) -> None:
    questions, template, places = furnished
    shutil.copy(template, tmp_path / "quizbot.sqlite")
    async with scene(questions, tmp_path, guilds()) as stage:
        let_stand(stage.standin, stage.file, places)
        acts = await trouble(stage, places, kind)
        assert stage.standin.troubles.not_met == set()
        heard = {cell: one.said for cell, one in zip(CELLS, acts, strict=True)}
        first = {
            cell: done(stage.file, DEEDS[cell[0]], at)
            for cell, at in zip(CELLS, places, strict=True)
        }
        found = [line for cell in CELLS for line in falsehoods(cell, heard[cell], first[cell])]
        await well_again(stage)
        for cell, at in zip(CELLS, places, strict=True):
            deed = DEEDS[cell[0]]
            times = done(stage.file, deed, at)
            found += [f"{cell} became {times}"] if times != first[cell] else []
            told = len(stage.standin.channel(at.member).with_text(deed.told)) if deed.told else 0
            if told != (times if deed.told else 0):
                found.append(f"{cell}, done {times} times, told {told} times")
        assert found == []


async def trouble(stage: Scene, places: list[Place], kind: Kind) -> list[Interaction]:
    """Let everything happen at once, and return what came of it at the end of the bot's life."""
    for (_, route, times), at in zip(CELLS, places, strict=True):
        place = at.member if route == "private" else at.guild_id
        stage.standin.troubles.put(route, place, kind, times)
    patience = PATIENCE if kind in HANGING else None
    async with stage.bot(patience=patience, end_within=END_WITHIN) as bot:
        acts = []
        for (name, _, _), at in zip(CELLS, places, strict=True):
            deed = DEEDS[name]
            who = at.member if deed.by_member else MODERATOR_ID
            acts += await stage.standin.act(
                [(who, deed.act(at))], at.guild_id, channel_of(at.guild_id)
            )
        answered = [one for cell, one in zip(CELLS, acts, strict=True) if cell[2] != ALWAYS]
        await patiently(lambda: all(one.said for one in answered))
        bot.terminate()
        assert await bot.ended() == 0
    return acts


async def well_again(stage: Scene) -> None:
    """Let the bot live until nothing waits, with a Discord that answers."""
    stage.standin.troubles.end()
    stage.clock.advance(minutes=15)
    async with stage.bot() as bot:
        await bot.said("ready as")
        await patiently(lambda: _count(stage.file) == 0)
        bot.terminate()
        assert await bot.ended() == 0


async def patiently(condition: Callable[[], bool]) -> None:
    """Wait until something is so; in vain for long, it is left to the checks."""
    with contextlib.suppress(TimeoutError):
        await until(condition, HANGS / 3)


def _count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(WAITING).fetchone()[0])
