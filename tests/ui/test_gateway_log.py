"""A gateway that is away is a line in the log; what nobody foresaw keeps its traceback."""

from __future__ import annotations

import logging

import aiohttp
import pytest

import quizbot.ui.client  # noqa: F401  it sets the log up


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (aiohttp.ServerDisconnectedError(), False),
        (ConnectionRefusedError(), False),
        (TimeoutError(), False),
        (ValueError("a fault nobody foresaw"), True),
    ],
)
def test_only_what_passes_by_itself_loses_its_traceback(
    caplog: pytest.LogCaptureFixture, error: Exception, kept: bool
) -> None:
    try:
        raise error
    except Exception:
        logging.getLogger("discord.client").exception("Again in %.0f s", 2)
    [record] = caplog.records
    assert (record.exc_info is not None) is kept
    assert record.getMessage() == f"Again in 2 s{'' if kept else f' ({type(error).__name__})'}"
