"""What the log says of a gateway that is away."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

AWAY = (
    discord.ConnectionClosed,
    discord.GatewayNotFound,
    discord.HTTPException,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
)
"""The errors after which discord.py connects again by itself."""


def keep_to_lines() -> None:
    """Keep a gateway that is away, which passes by itself, to a line for each try."""
    logging.getLogger("discord.client").addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, AWAY):
        record.exc_info = None
        record.msg = f"{record.msg} ({type(error).__name__})"
    return True
