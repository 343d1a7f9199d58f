from __future__ import annotations

import socket

import aiohttp

from quizbot.commandline.health import serving


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_health_follows_the_connection() -> None:
    well = True
    port = free_port()
    async with serving(port, lambda: well), aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{port}/health"
        async with session.get(url) as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        well = False
        async with session.get(url) as answer:
            assert answer.status == 503


async def test_off_without_a_port() -> None:
    async with serving(None, lambda: True):
        pass
