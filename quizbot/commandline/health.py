"""A health endpoint for whoever watches the process; off unless a port is set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from quizbot.errors import SettingsError


@asynccontextmanager
async def serving(port: int | None, is_well: Callable[[], bool]) -> AsyncIterator[None]:
    """Answer ``GET /health`` with 200 while ``is_well``, else with 503.

    Raises:
        SettingsError: the port cannot be opened.
    """
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
        await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    everywhere = "0.0.0.0"  # noqa: S104  a container's port is published from outside
    try:
        await web.TCPSite(runner, everywhere, port).start()
    except OSError as error:
        raise SettingsError(
            f"QUIZBOT_HEALTH_PORT is {port}, and this port cannot be opened: {error.strerror}."
        ) from error
