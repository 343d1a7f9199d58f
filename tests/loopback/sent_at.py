"""When a request was sent, which it says itself: on a busy machine requests arrive in heaps."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiohttp import web

_HEADER = "X-Sent-At"


def stamped(trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
    """Let each request of a session say when it had its turn, by the machine's steady clock."""

    async def note(_session: Any, request: SimpleNamespace, _connection: Any) -> None:
        request.sent_at = time.monotonic()

    async def say(
        _session: Any, request: SimpleNamespace, sent: aiohttp.TraceRequestHeadersSentParams
    ) -> None:
        sent.headers[_HEADER] = str(request.sent_at)  # they are written after this

    trace.on_connection_create_end.append(note)
    trace.on_connection_reuseconn.append(note)
    trace.on_request_headers_sent.append(say)
    return trace


def sent_at(request: web.Request) -> float:
    """Return when a request was sent, or now where it does not say."""
    return float(request.headers.get(_HEADER) or time.monotonic())
