"""SimCord on a slow machine: its start takes as long as anything else may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import simcord


class PatientEnv(simcord.Env):
    """Waits for the bot's start for ``settle_timeout`` seconds too, not for five."""

    async def _settle_internal(self, *, timeout: float | None = None, **more: Any) -> None:  # noqa: ASYNC109  it is SimCord's
        await super()._settle_internal(timeout=timeout and self.settle_timeout, **more)


@asynccontextmanager
async def simulated(client: discord.Client, settle_timeout: float) -> AsyncIterator[PatientEnv]:
    """Let a bot run on SimCord; what goes wrong in it is for the page to show."""
    env = PatientEnv(client, check_errors=False, settle_timeout=settle_timeout)
    await env.start()
    with env.time_context():
        try:
            yield env
        finally:
            await env.shutdown()
