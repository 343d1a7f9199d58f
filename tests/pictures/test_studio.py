"""The worker that draws: it starts when needed, ends when idle, and its death costs no reply."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from quizbot.domain.stats_picture import ParticipationPicture
from quizbot.errors import PictureFailed
from quizbot.pictures import studio
from quizbot.pictures.studio import Studio, open_studio
from tests.conftest import ROOT

PICTURE = ParticipationPicture("a group", [("2026-11-16", 3, 2)])
OTHER = ParticipationPicture("another", [])
ECHO = """
    import sys
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(b'{"size": %d}\\n' % len(line) + line)
        sys.stdout.buffer.flush()
"""
"""Draws nothing, so that tests of the worker's life take no time."""


def python(source: str) -> Sequence[str]:
    return (sys.executable, "-c", textwrap.dedent(source))


def lives(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def started(opened: Studio) -> int:
    async with asyncio.timeout(30):
        while opened.worker_id is None:  # noqa: ASYNC110  as below
            await asyncio.sleep(0.01)
    return opened.worker_id


async def ended(pid: int) -> None:
    async with asyncio.timeout(30):
        while lives(pid):  # noqa: ASYNC110  another process's end sets no event
            await asyncio.sleep(0.01)


async def test_the_real_worker_draws_and_ends_with_the_bot() -> None:
    async with open_studio() as opened:
        assert opened.worker_id is None
        png = await opened.draw(PICTURE)
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        pid = opened.worker_id
        assert pid is not None
        assert await opened.draw(PICTURE) is png
    await ended(pid)


async def test_it_ends_when_idle_and_comes_back() -> None:
    async with open_studio(python(ECHO), idle=0.0) as opened:
        await opened.draw(PICTURE)
        first = opened.worker_id
        assert first is not None
        await ended(first)
        assert opened.worker_id is None
        await opened.draw(OTHER)
        assert opened.worker_id not in (None, first)


async def test_one_that_was_killed_is_started_anew() -> None:
    async with open_studio(python(ECHO)) as opened:
        await opened.draw(PICTURE)
        first = opened.worker_id
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert await opened.draw(OTHER)
        assert opened.worker_id not in (None, first)


async def test_one_that_always_dies_is_told() -> None:
    async with open_studio(python("raise SystemExit(1)")) as opened:
        with pytest.raises(PictureFailed, match="The words below say the same"):
            await opened.draw(PICTURE)
        assert opened.worker_id is None


async def test_one_that_hangs_is_killed() -> None:
    async with open_studio(python("import time; time.sleep(600)"), patience=0.5) as opened:
        drawing = asyncio.create_task(opened.draw(PICTURE))
        pid = await started(opened)
        with pytest.raises(PictureFailed):
            await drawing
        await ended(pid)


async def test_what_is_broken_off_leaves_no_half_reply() -> None:
    slow = ECHO.replace("for line", "import time\n    for line").replace(
        "sys.stdout.buffer.write", "time.sleep(0.2); sys.stdout.buffer.write"
    )
    async with open_studio(python(slow)) as opened:
        drawing = asyncio.create_task(opened.draw(PICTURE))
        await started(opened)
        drawing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await drawing
        assert b"another" in await opened.draw(OTHER)


async def test_an_error_in_it_costs_one_picture() -> None:
    broken = ECHO.replace(
        "sys.stdout.buffer.write(b'{\"size\": %d}\\n' % len(line) + line)",
        'sys.stdout.buffer.write(b\'{"error": "ValueError"}\\n\')',
    )
    assert broken != ECHO
    async with open_studio(python(broken)) as opened:
        for picture in (PICTURE, OTHER):
            with pytest.raises(PictureFailed):
                await opened.draw(picture)
        assert opened.worker_id is not None


async def test_many_at_once_have_one_worker() -> None:
    async with open_studio(python(ECHO)) as opened:
        pictures = [ParticipationPicture(str(number), []) for number in range(20)]
        drawn = await asyncio.gather(*map(opened.draw, pictures))
        assert len(set(drawn)) == 20


async def test_what_is_kept_has_a_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(studio, "MOST_KEPT", 300)
    opened = Studio(tmp_path, python(ECHO))
    for number in range(30):
        await opened.draw(ParticipationPicture(str(number), []))
    assert sum(map(len, opened._kept.values())) <= 300
    await opened.close()


async def test_the_worker_knows_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    tells = ECHO.replace("import sys", "import os, sys").replace(
        "len(line) + line",
        "len(os.environ.get('DISCORD_TOKEN', 'none')) + "
        "os.environ.get('DISCORD_TOKEN', 'none').encode()",
    )
    async with open_studio(python(tells)) as opened:
        assert await opened.draw(PICTURE) == b"none"


def test_the_bot_itself_loads_no_plotter() -> None:
    source = "import sys, quizbot.app; assert not {'matplotlib', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", source], check=True, cwd=ROOT)
