from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from tests.conftest import SetClock
from tests.e2e.stage import Stage, asked_in


@pytest.fixture
async def stage(bank: Library, tmp_path: Path, clock: SetClock) -> AsyncIterator[Stage]:
    async with Stage(bank, tmp_path / "quizbot.sqlite", clock) as opened:
        yield opened


@pytest.fixture
async def revealed(stage: Stage) -> tuple[Question, Any]:
    """Return the question and its reveal; ana said its first key point, bo nothing of it."""
    message = await stage.post()
    question = asked_in(stage, message)
    await stage.answer(stage.ana, message, question.key_points[0].point)
    await stage.answer(stage.bo, message, "no idea at all")
    await stage.tick(hours=12)
    return question, stage.messages()[-1]
