"""Sending discord.py to the stand-in: its two class attributes, from the process's environment."""

from __future__ import annotations

import os

import discord
import yarl


def redirect() -> None:
    """Take the place of Discord for this process; before a client is made."""
    discord.http.Route.BASE = os.environ["LOOPBACK_REST"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["LOOPBACK_GATEWAY"])
