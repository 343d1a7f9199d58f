"""What a person is told of an error: the truth about what is on disk, and nothing said twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from quizbot import acts
from quizbot.errors import AlreadyHandled
from quizbot.ui import failures


class Interaction:
    """Keeps what is said to the person."""

    def __init__(self) -> None:
        self.id, self.guild_id, self.type, self.data = 1, 2, None, None
        self.extras: dict[str, Any] = {}
        self.said: list[str] = []
        self.response = SimpleNamespace(send_message=self._say)

    async def _say(self, sentence: str, *, ephemeral: bool) -> None:
        assert ephemeral
        self.said.append(sentence)


async def said(error: Exception) -> list[str]:
    interaction = Interaction()
    await failures.explain(cast(discord.Interaction, interaction), error)
    return interaction.said


def refused(code: int) -> discord.HTTPException:
    response = cast(Any, SimpleNamespace(status=400, reason="Bad Request"))
    return discord.HTTPException(response, {"code": code, "message": "no"})


@pytest.mark.parametrize("error", [AlreadyHandled("This was done already."), refused(40060)])
async def test_what_another_process_has_answered_is_not_answered_again(error: Exception) -> None:
    acts.begin()
    assert await said(error) == []


@pytest.mark.parametrize(
    ("error", "lost"),
    [(discord.RateLimited(60.0), True), (refused(1), True), (ValueError("unforeseen"), False)],
)
async def test_what_was_saved_is_never_told_as_not_done(error: Exception, lost: bool) -> None:
    acts.begin()
    [before] = await said(error)
    assert "this was not done" in before
    acts.note_saved()
    [after] = await said(error)
    assert "not done" not in after
    assert ("my reply did not get through" in after) is lost
