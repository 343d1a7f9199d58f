"""What Discord refuses, in a moderator's words; and when it wants to be asked again."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from quizbot.errors import Unreachable
from quizbot.ui.discord_refusals import refused


@pytest.mark.parametrize(
    ("error", "after"),
    [(discord.RateLimited(40.0), timedelta(seconds=40)), (TimeoutError(), None)],
)
def test_a_limit_says_when_to_come_back(error: Exception, after: timedelta | None) -> None:
    told = refused(error, "<#5>", [], "")
    assert isinstance(told, Unreachable)
    assert told.after == after
