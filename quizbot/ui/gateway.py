"""Asking Discord's gateway, without connecting, whether it takes the token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from quizbot.errors import SettingsError, Unreachable

REPLY_WITHIN = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class GatewayReply:
    """What the gateway says: starts left today, and the time by Discord's clock, if it tells."""

    starts_left: int
    clock: datetime | None


async def ask(token: str) -> GatewayReply:
    """Ask for the gateway's address, as a bot does before it connects.

    Raises:
        SettingsError: Discord does not accept the token.
        Unreachable: Discord does not answer.
    """
    address = f"{discord.http.Route.BASE}/gateway/bot"
    headers = {"Authorization": f"Bot {token}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=REPLY_WITHIN) as session,
            session.get(address, headers=headers) as response,
        ):
            if response.status == 401:
                raise SettingsError("Discord does not accept the token.")
            if response.status != 200:
                raise Unreachable(f"Discord answers with status {response.status}.")
            limit = (await response.json(content_type=None)).get("session_start_limit", {})
            return GatewayReply(
                int(limit.get("remaining", 0)), _clock(response.headers.get("Date"))
            )
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        raise Unreachable(f"Discord cannot be reached ({type(error).__name__}).") from error


def _clock(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date).astimezone(UTC) if date else None
    except ValueError:
        return None
