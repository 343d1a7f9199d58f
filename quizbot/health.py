"""A health endpoint for whoever watches the process; off unless a port is set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def serving(port: int | None, is_well: Callable[[], bool]) -> AsyncIterator[None]:
    """Answer ``GET /health`` with 200 while ``is_well``, else with 503."""
    if port is None:
        yield
        return

    async def health(_request: web.Request) -> web.Response:
        return (
            web.Response(text="ok\n")
            if is_well()
            else web.Response(text="not connected\n", status=503)
        )

    application = web.Application()
    application.router.add_get("/health", health)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "0.0.0.0", port).start()  # noqa: S104  a container's port is published from outside
        yield
    finally:
        await runner.cleanup()
