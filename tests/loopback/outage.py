"""A part of Discord is out: every request of a route is refused, or hangs, until it is mended."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web


class Outage:
    """Meets requests by method and the end of their path; without a ``status`` they hang.

    A limit (429) asks to wait for ``retry_after`` seconds.
    """

    def __init__(
        self, method: str, ending: str, status: int | None = None, *, retry_after: float = 3600.0
    ) -> None:
        self._method = method
        self._ending = ending
        self._status = status
        self._retry_after = retry_after
        self._met = asyncio.Event()
        self._mended = asyncio.Event()

    def concerns(self, request: web.Request) -> bool:
        """Tell whether it happens to this request."""
        here = request.method == self._method and request.path.endswith(self._ending)
        return here and not self._mended.is_set()

    async def met(self) -> None:
        """Wait until a request has met it."""
        await self._met.wait()

    def mend(self) -> None:
        """Let requests through from now on; those that hang fail."""
        self._mended.set()

    async def answer(self) -> web.Response:
        """Answer a request that it happens to."""
        self._met.set()
        if self._status is None:
            await self._mended.wait()
        body = {"message": "Out", "code": 0, "retry_after": self._retry_after, "global": False}
        return web.Response(
            body=json.dumps(body).encode(),
            status=self._status or 503,
            content_type="application/json",
            headers={"Via": "1.1 loopback"},
        )
