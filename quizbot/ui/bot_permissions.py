"""What the bot is allowed in a server: to post, to open threads, to ping a role."""

from __future__ import annotations

import discord

from quizbot.errors import CannotPost, Refusal

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
}
"""What the bot must be allowed in a channel: to see it, to post, and to look for its own posts."""


def missing_permissions(channel: discord.abc.GuildChannel) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel."""
    granted = channel.permissions_for(channel.guild.me)
    return [name for flag, name in NEEDED.items() if not getattr(granted, flag)]


def require_channel(
    interaction: discord.Interaction, channel_id: int, *, thread: bool = False
) -> None:
    """Check that the bot can post in a channel of this server, and open a ``thread`` if it is to.

    Raises:
        CannotPost: the channel is gone, or permissions are missing; the sentence names them.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise CannotPost(
            "I cannot see this channel. Give me View Channel there, or choose another one."
        )
    missing = missing_permissions(channel)
    if thread and not channel.permissions_for(channel.guild.me).create_public_threads:
        missing.append("Create Public Threads")
    if missing:
        raise CannotPost(cannot_post(channel.mention, missing))


def require_role(role: discord.Role | None, channel_id: int | None = None) -> None:
    """Check a chosen role; one that is to be pinged in a channel must be one the bot may ping.

    Raises:
        Refusal: it is the role of everybody, or the bot may not ping it.
    """
    if role is None:
        return
    if role.is_default():
        raise Refusal("@everyone cannot be chosen here. Make a role for this and choose that.")
    channel = role.guild.get_channel(channel_id) if channel_id else None
    if channel and not role.mentionable and not _may_ping_anybody(channel):
        raise Refusal(
            f"I may not ping {role.mention}. Let anybody mention this role (in its settings), "
            "or give me Mention Everyone, then try again."
        )


def _may_ping_anybody(channel: discord.abc.GuildChannel) -> bool:
    return channel.permissions_for(channel.guild.me).mention_everyone


def cannot_post(mention: str, missing: list[str]) -> str:
    """Return the sentence about missing permissions."""
    names = " and ".join(f'"{name}"' for name in missing) or '"Send Messages"'
    return (
        f"I cannot post in {mention}: I am missing {names} there. "
        "Give me that permission, then try again."
    )
