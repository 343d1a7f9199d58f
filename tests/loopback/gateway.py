"""The gateway: the websocket over which Discord tells the bot what happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import aiohttp
from aiohttp import web

from tests.loopback.people import APPLICATION_ID, BOT

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID, HELLO, ACK = 0, 1, 2, 6, 9, 10, 11
WRONG_TOKEN = 4004
HEARTBEAT_SECONDS = 41.25
KEPT = 1000
"""Frames that a session keeps for a bot that comes back."""


class Gateway:
    """One bot's connection; a new one takes the place of the last. Frames are not compressed.

    A bot that comes back with its session is sent what it missed, unless that is forgotten. Servers
    that are ``unavailable`` are named, but not described. With ``several`` all are kept, as Discord
    does where two processes have one token; only the first can come back.
    """

    def __init__(self, guilds: Sequence[dict[str, Any]], token: str) -> None:
        self._token = token
        self._guilds = [str(one["id"]) for one in guilds]
        self._described = {int(one["id"]): json.dumps(one) for one in guilds}
        self.unavailable: set[int] = set()
        self.several = False
        self._others: set[web.WebSocketResponse] = set()
        self._socket: web.WebSocketResponse | None = None
        self._sequence = 0
        self._frames: deque[tuple[int, str]] = deque(maxlen=KEPT)
        self._session = 0
        self._away = self._hangs_up = False
        self._arrived = asyncio.Event()
        self._gone = asyncio.Event()
        self._gone.set()

    async def connected(self) -> None:
        """Wait until a bot has been told of all its servers."""
        await self._arrived.wait()

    async def gone(self) -> None:
        """Wait until no bot is connected."""
        await self._gone.wait()

    async def push(self, event: str, described: str) -> None:
        """Send an event whose data is JSON already; it is lost when the bot has gone."""
        frame = self._written(event, described)
        self._frames.append((self._sequence, frame))
        for socket in (self._socket, *self._others):
            with contextlib.suppress(ConnectionResetError):
                if socket is not None:
                    await socket.send_str(frame)

    def _written(self, event: str, described: str) -> str:
        self._sequence += 1
        return f'{{"op":{DISPATCH},"t":"{event}","s":{self._sequence},"d":{described}}}'

    async def close(self) -> None:
        """End the connection as Discord does when it restarts."""
        if self._socket is not None:
            await self._socket.close(code=aiohttp.WSCloseCode.SERVICE_RESTART)

    async def go_away(self, *, hanging_up: bool = False) -> None:
        """End the connection and take no other, or hang up before a word is said."""
        self._away = True
        self._hangs_up = hanging_up
        await self.close()
        await self.gone()

    def come_back(self, *, with_session: bool) -> None:
        """Take connections again; without the session the bot has to begin a new one."""
        self._away = False
        if not with_session:
            self._session += 1

    @property
    def sessions(self) -> int:
        """How many sessions have begun."""
        return self._session

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection until it ends."""
        if self._away and not self._hangs_up:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if self._away:
            await socket.close(code=aiohttp.WSCloseCode.SERVICE_RESTART)
            return socket
        await socket.send_json(_frame(HELLO, {"heartbeat_interval": HEARTBEAT_SECONDS * 1000}))
        try:
            async for received in socket:
                if received.type is aiohttp.WSMsgType.TEXT:
                    await self._receive(socket, received.json(), str(request.url.origin()))
        finally:
            self._others.discard(socket)
            if self._socket is socket:
                self._socket = None
                self._arrived.clear()
                self._gone.set()
        return socket

    async def _receive(
        self, socket: web.WebSocketResponse, frame: dict[str, Any], origin: str
    ) -> None:
        if frame["op"] == HEARTBEAT:
            await socket.send_json(_frame(ACK, None))
        elif frame["op"] == RESUME and frame["d"]["session_id"] != self._name():
            await socket.send_json(_frame(INVALID, False))
        elif frame["op"] == RESUME:
            await self._resume(socket, frame["d"]["seq"])
        elif frame["op"] == IDENTIFY and frame["d"]["token"] != self._token:
            await socket.close(code=WRONG_TOKEN, message=b"Authentication failed.")
        elif frame["op"] == IDENTIFY and self.several and self._socket is not None:
            self._others.add(socket)
            for event, described in self._welcome(origin):
                await socket.send_str(self._written(event, described))
        elif frame["op"] == IDENTIFY:
            self._socket = socket
            self._gone.clear()
            self._sequence = 0
            self._frames.clear()
            self._session += 1
            for event, described in self._welcome(origin):
                await self.push(event, described)
            self._arrived.set()

    def _welcome(self, origin: str) -> Iterator[tuple[str, str]]:
        """Yield what a bot is told that begins a session."""
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [{"id": one, "unavailable": True} for one in self._guilds],
            "session_id": self._name(),
            "resume_gateway_url": f"{origin.replace('http', 'ws', 1)}/gateway",
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }
        yield "READY", json.dumps(ready)
        for guild_id, described in self._described.items():
            if guild_id not in self.unavailable:
                yield "GUILD_CREATE", described

    async def _resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        self._socket = socket
        self._gone.clear()
        for sequence, frame in list(self._frames):
            if sequence > seen:
                await socket.send_str(frame)
        await self.push("RESUMED", "{}")
        self._arrived.set()

    def _name(self) -> str:
        return f"loopback-{self._session}"


def _frame(op: int, data: Any) -> dict[str, Any]:
    return {"op": op, "d": data, "s": None, "t": None}
