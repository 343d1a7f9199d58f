"""A signal ends the process in order, also where loops take no handlers, as on Windows."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import pytest

from quizbot.commandline import signals
from tests.conftest import HANGS


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("windows", [False, True])
async def test_a_signal_sets_the_event(
    windows: bool, sign: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    if windows:

        def refuse(*_: object) -> None:
            raise NotImplementedError

        monkeypatch.setattr(loop, "add_signal_handler", refuse)
    stopped = asyncio.Event()
    signals.set_at_the_end(stopped)
    signal.raise_signal(sign)
    await asyncio.wait_for(stopped.wait(), HANGS)
    if not windows:
        assert all(loop.remove_signal_handler(one) for one in (signal.SIGTERM, signal.SIGINT))
