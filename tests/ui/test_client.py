"""The end of the client: who waits is answered, and nobody meets a closed connection."""

from __future__ import annotations

import asyncio
import random
from types import SimpleNamespace
from typing import cast

import discord
import pytest

from quizbot.app import wire
from quizbot.bank.library import Library
from quizbot.storage.database import Database
from quizbot.ui import client as module
from quizbot.ui.client import QuizBot
from quizbot.ui.router import Router
from tests.conftest import SetClock

PRESS = cast(discord.Interaction, SimpleNamespace(id=1))


class Handler(Router):
    """Works until it may end, and notes how each press ended."""

    def __init__(self, client: QuizBot) -> None:
        self.may_end = asyncio.Event()
        self.begun = asyncio.Event()
        self.ended: list[str] = []
        self._client = client

    async def dispatch(self, _interaction: discord.Interaction) -> bool:
        self.begun.set()
        said = "broken off"
        try:
            await self.may_end.wait()
            said = "answered"
        finally:
            self.ended.append(f"{said}, {'closed' if self._client.is_closed() else 'open'}")
        return False


@pytest.fixture
def client(bank: Library, database: Database, clock: SetClock) -> QuizBot:
    return wire(bank, database, random.Random(1), clock).client


@pytest.fixture
async def handler(client: QuizBot) -> Handler:
    client.router = handler = Handler(client)
    return handler


async def pressed(client: QuizBot, handler: Handler) -> asyncio.Task[None]:
    press = asyncio.create_task(client.on_interaction(PRESS))
    await handler.begun.wait()
    return press


async def test_a_press_under_way_is_answered_first(client: QuizBot, handler: Handler) -> None:
    press = await pressed(client, handler)
    closing = asyncio.create_task(client.close())
    asyncio.get_running_loop().call_soon(handler.may_end.set)
    await closing
    await press
    assert handler.ended == ["answered, open"]


async def test_what_takes_too_long_is_broken_off_before_the_connection(
    client: QuizBot, handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REPLIES_WITHIN", 0.0)
    press = await pressed(client, handler)
    await client.close()
    assert press.cancelled()
    assert handler.ended == ["broken off, open"]


async def test_a_press_that_comes_too_late_begins_nothing(
    client: QuizBot, handler: Handler
) -> None:
    handler.may_end.set()
    await client.close()
    await client.on_interaction(PRESS)
    assert not handler.begun.is_set()
    assert not client.see_through()
