"""``python -m tests.bench.bare``: a discord.py bot with one command, to compare with."""

from __future__ import annotations

import os
import sys
from typing import Any

import discord
from discord import app_commands

from tests.loopback.redirect import redirect


class Bare(discord.Client):
    """Answers ``/ping``; says on standard error when it is ready."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree: app_commands.CommandTree[Any] = app_commands.CommandTree(self)

        @self.tree.command(name="ping", description="Answer at once")
        async def ping(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("pong", ephemeral=True)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        print(f"ready as {self.user}", file=sys.stderr, flush=True)


def main() -> None:
    redirect()
    Bare().run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
