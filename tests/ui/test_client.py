"""The end of the client: who waits is answered, and nobody meets a closed connection."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
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


EVENTS = sorted(
    name.removeprefix("on_")
    for name in vars(QuizBot)
    if name.startswith("on_") and name != "on_error"
)


@pytest.fixture
async def told(client: QuizBot, handler: Handler) -> Callable[[str], None]:
    """Let the handler of an event be one that works until it may end."""
    await client._async_setup_hook()

    def tell(event: str) -> None:
        setattr(client, f"on_{event}", handler.dispatch)
        client.dispatch(event, PRESS)

    return tell


@pytest.mark.parametrize("event", EVENTS)
async def test_every_event_under_way_is_finished_first(
    client: QuizBot, handler: Handler, told: Callable[[str], None], event: str
) -> None:
    """After the end the database is closed."""
    told(event)
    await handler.begun.wait()
    closing = asyncio.create_task(client.close())
    asyncio.get_running_loop().call_soon(handler.may_end.set)
    await closing
    assert handler.ended == ["answered, open"]


@pytest.mark.parametrize("event", EVENTS)
async def test_an_event_that_takes_too_long_is_broken_off(
    client: QuizBot,
    handler: Handler,
    told: Callable[[str], None],
    event: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "REPLIES_WITHIN", 0.0)
    told(event)
    await handler.begun.wait()
    await client.close()
    assert handler.ended == ["broken off, open"]


async def test_an_event_that_comes_too_late_begins_nothing(
    client: QuizBot, handler: Handler, told: Callable[[str], None]
) -> None:
    client._ending = True
    told("ready")
    await client.close()
    assert handler.ended == []
    assert not handler.begun.is_set()


async def test_a_press_that_comes_too_late_begins_nothing(
    client: QuizBot, handler: Handler
) -> None:
    handler.may_end.set()
    await client.close()
    await client.on_interaction(PRESS)
    assert not handler.begun.is_set()
    assert not client.see_through()
