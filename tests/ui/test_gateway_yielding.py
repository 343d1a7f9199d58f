from __future__ import annotations

import asyncio
from typing import Any

import discord.client
import pytest
from discord.gateway import DiscordWebSocket

import quizbot.ui.client  # noqa: F401  it makes the clients of a process patient
from quizbot.ui.gateway_yielding import YieldingWebSocket


async def test_others_run_between_two_events(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    async def receive(_self: Any, message: str) -> None:
        order.append(message)
        asyncio.get_running_loop().call_soon(order.append, f"handled {message}")

    monkeypatch.setattr(DiscordWebSocket, "received_message", receive)
    socket = YieldingWebSocket.__new__(YieldingWebSocket)
    for number in range(3):
        await socket.received_message(str(number))
    assert order == ["0", "handled 0", "1", "handled 1", "2", "handled 2"]


def test_clients_connect_by_it() -> None:
    assert discord.client.DiscordWebSocket is YieldingWebSocket
