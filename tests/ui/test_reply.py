"""A response is tried again for as long as Discord takes it, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from quizbot.ui import reply

Answer = Callable[[], Awaitable[None]]


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    response = cast(Any, SimpleNamespace(status=status, reason="no"))
    return discord.HTTPException(response, {"code": code, "message": "no"})


class Interaction:
    """Meets one thing after another where its first response should be; the last one stays."""

    def __init__(self, *met: Exception | None) -> None:
        self.extras: dict[str, Any] = {}
        self.tries = 0
        self._met = list(met)
        self.response = SimpleNamespace(send_message=self._send)

    async def _send(self, _sentence: str, *, ephemeral: bool) -> None:
        assert ephemeral
        self.tries += 1
        met = self._met.pop(0) if len(self._met) > 1 else self._met[0]
        if isinstance(met, TimeoutError):
            await asyncio.Event().wait()
        elif met is not None:
            raise met


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reply, "_FIRST_PAUSE", 0.001)


async def say(interaction: Interaction) -> None:
    await reply.sentence(cast(discord.Interaction, interaction), "Saved.")


@pytest.mark.parametrize("trouble", [refusal(503), refusal(429), OSError(), TimeoutError()])
async def test_what_breaks_is_sent_again(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply, "RESPONSE_TRY", 0.02)
    monkeypatch.setattr(reply, "RESPONSE_WITHIN", 60.0)
    interaction = Interaction(trouble, trouble, None)
    await say(interaction)
    assert interaction.tries == 3


async def test_what_got_through_before_is_enough() -> None:
    interaction = Interaction(refusal(503), refusal(400, reply.ALREADY_ACKNOWLEDGED))
    await say(interaction)
    assert interaction.tries == 2


@pytest.mark.parametrize("trouble", [refusal(503), OSError(), TimeoutError()])
async def test_it_gives_up_when_its_time_is_over(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply, "RESPONSE_TRY", 0.01)
    monkeypatch.setattr(reply, "RESPONSE_WITHIN", 0.05)
    interaction = Interaction(trouble)
    with pytest.raises((discord.HTTPException, OSError)):
        await say(interaction)
    assert interaction.tries >= 1


async def test_what_discord_will_not_take_is_not_sent_again() -> None:
    interaction = Interaction(refusal(400, 1))
    with pytest.raises(discord.HTTPException):
        await say(interaction)
    assert interaction.tries == 1
