"""Trouble on a route of the API: what requests of one kind meet in one server, for a while."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from enum import StrEnum

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONG = 3600.0
"""Seconds that a long limit lasts."""
GUILDS_APART = 10_000
"""The ids of a server's channels are its own and a little more."""


class Route(StrEnum):
    """Kinds of requests."""

    REPLY = "reply"
    FOLLOW_UP = "follow-up"
    EDIT = "edit"
    SEND = "send"
    PRIVATE = "private"


class Kind(StrEnum):
    """What they meet."""

    BROKEN = "500"
    AWAY = "503"
    LIMITED = "429"
    RESET = "reset"
    HANGS = "hangs"
    SWALLOWED = "hangs after it was carried out"


_ROUTES = {
    Route.REPLY: r"POST /interactions/",
    Route.FOLLOW_UP: r"(POST|PATCH) /webhooks/",
    Route.EDIT: r"PATCH /channels/",
    Route.SEND: r"POST /channels/\d{9,}/messages",
    Route.PRIVATE: r"POST /channels/\d{1,8}/messages",
}
"""Members have short ids here, and so have the channels of private messages with them."""


class Troubles:
    """What is to come, by route and place: a server, or the member of a private channel."""

    def __init__(self) -> None:
        self._coming: dict[tuple[Route, int], tuple[Kind, int]] = {}
        self._over = asyncio.Event()
        self.not_met: set[tuple[Route, int]] = set()

    def put(self, route: Route, place: int, kind: Kind, times: int) -> None:
        """Let so many requests meet this."""
        self._coming[route, place] = (kind, times)
        self.not_met.add((route, place))

    def end(self) -> None:
        """Let all be well again."""
        self._coming.clear()
        self._over.set()

    async def answer(
        self, request: web.Request, handler: Handler, guild_id: int | None
    ) -> web.StreamResponse:
        """Answer a request, or let it meet what is to come; a reply is one in a server."""
        kind = self._take(request, guild_id)
        if kind is None:
            return await handler(request)
        if kind in (Kind.BROKEN, Kind.AWAY):
            return _answer({"message": "trouble", "code": 0}, int(kind))
        if kind is Kind.LIMITED:
            limit = {"message": "You are being rate limited.", "retry_after": LONG, "global": False}
            answer = _answer(limit, 429)
            answer.headers["Via"] = "1.1 loopback"
            return answer
        if kind is not Kind.HANGS:
            await handler(request)
        if kind is not Kind.RESET:
            await self._over.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _take(self, request: web.Request, guild_id: int | None) -> Kind | None:
        path = f"{request.method} {request.path.removeprefix('/api')}"
        route = next((one for one, shape in _ROUTES.items() if re.match(shape, path)), None)
        channel = int(request.match_info.get("channel", 0))
        place = channel - channel % GUILDS_APART if channel >= GUILDS_APART**2 else channel
        place = place if guild_id is None else guild_id
        if route is None or (route, place) not in self._coming:
            return None
        self.not_met.discard((route, place))
        kind, left = self._coming.pop((route, place))
        if left > 1:
            self._coming[route, place] = (kind, left - 1)
        return kind


def _answer(data: object, status: int) -> web.Response:
    return web.Response(
        body=json.dumps(data).encode(), status=status, content_type="application/json"
    )
