from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizbot.bank.library import Library
from tests.conftest import SetClock
from tests.e2e.stage import Stage


@pytest.fixture
async def stage(bank: Library, tmp_path: Path, clock: SetClock) -> AsyncIterator[Stage]:
    async with Stage(bank, tmp_path / "quizbot.sqlite", clock) as opened:
        yield opened
